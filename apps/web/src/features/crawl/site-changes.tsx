import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import type { ItemOutcome } from '@millrace/contract/crawl/crawl';
import { cn } from '@millrace/ui/class-names';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../trpc.ts';
import { formatNumber } from '../language/format.ts';
import { translate } from '../language/language.ts';
import { RelativeTime } from '../language/relative-time.tsx';

const words: Record<ItemOutcome, MessageDescriptor> = {
  new: msg({ message: 'New', comment: 'Pages that the last crawl found' }),
  changed: msg({ message: 'Changed', comment: 'Pages that the last crawl found' }),
  removed: msg({ message: 'Removed', comment: 'Pages that the last crawl did not find any more' }),
  same: msg({ message: 'Unchanged', comment: 'Pages that the last crawl found' }),
};
const order = ['new', 'changed', 'removed', 'same'] as const satisfies readonly ItemOutcome[];
const link =
  'inline-flex min-h-8 touch:min-h-9 items-center gap-1.5 rounded-md border px-3 text-sm hover:bg-hover aria-[current]:border-accent aria-[current]:bg-accent-soft';

/** What the last crawl of a site found; each number opens its pages. */
export function SiteChanges({ sourceId, found }: { sourceId: string; found: ItemOutcome | undefined }) {
  const { data } = useQuery(trpc.sources.changes.queryOptions({ sourceId }));
  // in a first crawl everything is new, which the list of pages shows as well
  if (data === undefined || data.first) return null;
  const replaced = data.replacedEdits.length;
  return (
    <section aria-label={t`Changes`} className="mb-5 rounded-lg border border-line bg-surface p-4">
      <h2 className="mb-2 font-semibold text-sm">
        <Trans>
          Changes found by the last crawl, <RelativeTime iso={data.since} />
        </Trans>
      </h2>
      <ul className="flex flex-wrap gap-2">
        {order.map((outcome) => (
          <li key={outcome}>
            <Link
              from="/w/$workspaceId/sources/$sourceId"
              to="."
              search={found === outcome ? {} : { found: outcome }}
              aria-current={found === outcome ? 'true' : undefined}
              className={cn(link, found === outcome ? 'border-accent' : 'border-line')}
            >
              {translate(words[outcome])} <span className="tabular-nums">{formatNumber(data.counts[outcome])}</span>
            </Link>
          </li>
        ))}
      </ul>
      {replaced > 0 ? (
        <div className="mt-3 text-sm">
          <p>
            <Plural
              value={replaced}
              one="# edited text was replaced because its page changed. The edit is kept in the history:"
              other="# edited texts were replaced because their pages changed. The edits are kept in the history:"
            />
          </p>
          <ul className="mt-1 list-disc ps-5">
            {data.replacedEdits.map(({ recordId, itemId, title, version }) => (
              <li key={recordId}>
                <Link
                  from="/w/$workspaceId/sources/$sourceId"
                  to="."
                  search={{ item: itemId ?? undefined, record: recordId, history: recordId, compare: version }}
                  className="inline-flex min-h-6 touch:min-h-9 items-center underline underline-offset-2"
                >
                  <bdi>{title}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
