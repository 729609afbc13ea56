import { t } from '@lingui/core/macro';
import type { SearchTestHit } from '@millrace/contract/search/search';
import { HitLink } from './hit-link.tsx';
import { MarkedExcerpt } from './marked-excerpt.tsx';
import { Reasons } from './reasons.tsx';

/** Ranked passages, each with its reasons. */
export const TestHits = ({ workspaceId, hits }: { workspaceId: string; hits: readonly SearchTestHit[] }) => (
  <ol aria-label={t`Ranked passages`} className="space-y-5">
    {hits.map((hit, i) => (
      <li key={hit.chunkId}>
        <h3 className="font-medium">
          <span className="text-muted tabular-nums">{i + 1}. </span>
          <HitLink workspaceId={workspaceId} hit={hit} />
        </h3>
        <MarkedExcerpt hit={hit} />
        <div className="mt-2">
          <Reasons hit={hit} />
        </div>
      </li>
    ))}
  </ol>
);
