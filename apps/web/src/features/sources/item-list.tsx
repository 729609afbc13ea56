import { type ItemOutcome, type ItemStatus, itemStatuses } from '@millrace/contract/crawl';
import { isActive } from '@millrace/contract/source-verbs';
import type { SourceView } from '@millrace/contract/sources';
import { Button } from '@millrace/ui/button';
import { RelativeTime } from '@millrace/ui/relative-time';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';

const words: Record<ItemStatus, string> = {
  queued: 'Waiting',
  fetching: 'Reading',
  ready: 'Read',
  skipped: 'Skipped',
  failed: 'Failed',
  removed: 'Removed',
};

/** The addresses of a website or a list, each with how it fared and why. `found`: only those of which the last look found that. */
export function ItemList({ source, found }: { source: SourceView; found?: ItemOutcome }) {
  const [status, setStatus] = useState<ItemStatus | undefined>();
  const input = { sourceId: source.id, status, outcome: found, limit: 100 };
  const query = useInfiniteQuery(
    trpc.sources.items.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: isActive(source) ? 3_000 : false,
    }),
  );
  const counts = query.data?.pages[0]?.counts ?? {};
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choices = itemStatuses.filter((name) => (counts[name] ?? 0) > 0);
  return (
    <section aria-label="Pages of this source" className="space-y-2">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Show pages by state</legend>
        <Button aria-pressed={status === undefined} onClick={() => setStatus(undefined)}>
          All
        </Button>
        {choices.map((name) => (
          <Button key={name} aria-pressed={status === name} onClick={() => setStatus(name)}>
            {words[name]} {(counts[name] ?? 0).toLocaleString('en')}
          </Button>
        ))}
      </fieldset>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.id} className="py-2 text-sm">
            <div className="flex flex-wrap gap-x-3">
              <span className="font-medium">{words[item.status]}</span>
              <a
                href={item.locator}
                rel="noreferrer"
                target="_blank"
                className="inline-flex min-h-6 min-w-0 items-center break-all underline"
              >
                {item.locator}
              </a>
              {item.fetchedAt ? <RelativeTime iso={item.fetchedAt} /> : null}
              {item.version > 0 ? (
                <Link
                  from="/w/$workspaceId/sources/$sourceId"
                  to="."
                  search={{ item: item.id }}
                  aria-label={`Text and versions of ${item.title ?? item.locator}`}
                  className="inline-flex min-h-6 items-center underline underline-offset-2"
                >
                  Text and versions
                </Link>
              ) : null}
            </div>
            {item.reason ? <p className="text-muted">{item.reason}</p> : null}
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </section>
  );
}
