import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SearchHit } from '@millrace/contract/search/search';
import { useRowList } from '@millrace/ui/data/row-list';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useListKeys } from '../shortcuts/use-list-keys.ts';
import { groupHits, type HitGroup } from './group-hits.ts';
import { HitLink } from './hit-link.tsx';
import { MarkedExcerpt } from './marked-excerpt.tsx';

/** `why` renders the reasons below a hit on request. */
type Why = { workspaceId: string; why: (chunkId: string) => ReactNode };

/** So many passages of one source are seen at once. */
const shownPerSource = 3;

/** Found passages under their sources, the best first; each opens in its source and can show why it was found. */
export function HitList({ hits, onFilter, ...why }: Why & { hits: readonly SearchHit[]; onFilter: () => void }) {
  const { strong, weak } = groupHits(hits);
  const count = weak.reduce((sum, group) => sum + group.hits.length, 0);
  const rows = useRowList();
  const marks = useListKeys({ list: useRef(rows.handle), onFilter });
  return (
    <div ref={rows.attach} {...marks}>
      <Groups groups={strong} {...why} />
      {count > 0 ? (
        <details className="mt-4 text-sm">
          <summary className="cursor-pointer text-muted hover:text-ink">
            {t`${plural(count, { one: '# weaker match', other: '# weaker matches' })}, without any of the words`}
          </summary>
          <div className="mt-3 text-base">
            <Groups groups={weak} {...why} />
          </div>
        </details>
      ) : null}
    </div>
  );
}

const Groups = ({ groups, ...why }: Why & { groups: HitGroup[] }) => (
  <div className="space-y-3">
    {groups.map((group) => (
      <Group key={group.sourceId} group={group} {...why} />
    ))}
  </div>
);

function Group({ group: { title, hits }, ...why }: Why & { group: HitGroup }) {
  const heading = useId();
  const more = hits.slice(shownPerSource);
  return (
    <section aria-labelledby={heading} className="rounded-lg border border-line bg-surface">
      <h2 id={heading} className="break-words px-4 pt-3.5 font-medium">
        <bdi>{title}</bdi>
      </h2>
      <Passages title={title} hits={hits.slice(0, shownPerSource)} {...why} />
      {more.length > 0 ? (
        <details className="border-line border-t px-4 py-2 text-sm">
          <summary className="cursor-pointer text-muted hover:text-ink">
            {t`${plural(more.length, { one: '# more passage', other: '# more passages' })} from this source`}
          </summary>
          <div className="-mx-4 text-base">
            <Passages title={title} hits={more} {...why} />
          </div>
        </details>
      ) : null}
    </section>
  );
}

const Passages = ({ title, hits, ...why }: Why & { title: string; hits: SearchHit[] }) => (
  <ol aria-label={t`Passages in ${title}`} className="divide-y divide-line">
    {hits.map((hit) => (
      <HitItem key={hit.chunkId} hit={hit} {...why} />
    ))}
  </ol>
);

function HitItem({ workspaceId, hit, why }: Why & { hit: SearchHit }) {
  const [asked, setAsked] = useState(false);
  return (
    <li data-row="" className="px-4 py-3">
      <div className="flex items-start justify-between gap-3">
        <h3 className="min-w-0 text-sm">
          <HitLink workspaceId={workspaceId} hit={hit} isBelowTitle />
        </h3>
        <button
          type="button"
          aria-expanded={asked}
          aria-label={t`Why? Reasons for ${{ title: hit.title }}`}
          onClick={() => setAsked(!asked)}
          className="min-h-6 touch:min-h-9 shrink-0 text-muted text-sm underline underline-offset-2 hover:text-ink"
        >
          <Trans>Why?</Trans>
        </button>
      </div>
      <MarkedExcerpt hit={hit} />
      {asked ? <div className="mt-3">{why(hit.chunkId)}</div> : null}
    </li>
  );
}
