import type { ItemView } from '@millrace/contract/crawl/crawl';
import type { SourceView } from '@millrace/contract/sources/sources';
import { endedSource } from './ended-source.ts';
import type { TestApp } from './test-app.ts';

export type CrawledSite = {
  sourceId: string;
  source: SourceView;
  items: ItemView[];
  /** Paths with their queries, sorted, of the items with this status. */
  paths(status: ItemView['status']): string[];
  at(path: string): ItemView | undefined;
};

/** Crawls a site to its end. */
export async function crawledSite(app: TestApp, url: string, options: object = {}): Promise<CrawledSite> {
  const { workspaceId, client } = app;
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'site', url, ...options });
  const source = await endedSource(app, sourceId);
  return { sourceId, source, ...(await itemsOf(app, sourceId)) };
}

/** What is known of the items of a source. */
export async function itemsOf(
  { client }: TestApp,
  sourceId: string,
): Promise<Pick<CrawledSite, 'items' | 'paths' | 'at'>> {
  const items: ItemView[] = [];
  let cursor: number | undefined;
  do {
    const page = await client.sources.items.query({ sourceId, cursor, limit: 200 });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const pathOf = ({ locator }: ItemView) => locator.replace(/^https?:\/\/[^/]+/, '');
  return {
    items,
    paths: (status) =>
      items
        .filter((item) => item.status === status)
        .map(pathOf)
        .sort(),
    at: (path) => items.find((item) => pathOf(item) === path),
  };
}
