import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SearchHit } from '@millrace/contract/search/search';
import { type ReactNode, useState } from 'react';
import { HitLink } from './hit-link.tsx';
import { MarkedExcerpt } from './marked-excerpt.tsx';

/** `why` renders the reasons below a hit on request. */
type Props = { workspaceId: string; hits: readonly SearchHit[]; why: (chunkId: string) => ReactNode };

/** Found passages, the best first; each opens in its source and can show why it was found. */
export const HitList = ({ workspaceId, hits, why }: Props) => (
  <ol aria-label={t`Passages`} className="divide-y divide-line rounded-lg border border-line bg-surface">
    {hits.map((hit) => (
      <HitItem key={hit.chunkId} workspaceId={workspaceId} hit={hit} why={why} />
    ))}
  </ol>
);

function HitItem({ workspaceId, hit, why }: Omit<Props, 'hits'> & { hit: SearchHit }) {
  const [asked, setAsked] = useState(false);
  return (
    <li className="px-4 py-3.5">
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 font-medium">
          <HitLink workspaceId={workspaceId} hit={hit} />
        </h2>
        <button
          type="button"
          aria-expanded={asked}
          aria-label={t`Why? Reasons for ${{ title: hit.title }}`}
          onClick={() => setAsked(!asked)}
          className="h-6 shrink-0 text-muted text-sm underline underline-offset-2 hover:text-ink"
        >
          <Trans>Why?</Trans>
        </button>
      </div>
      <MarkedExcerpt hit={hit} />
      {asked ? <div className="mt-3">{why(hit.chunkId)}</div> : null}
    </li>
  );
}
