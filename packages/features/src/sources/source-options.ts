import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { Row } from '@millrace/db/tables';

type Keeping = Pick<Row<'sources'>, 'options'>;

/** How a source is crawled. Throws for one that is not. */
export function crawlOptionsOf({ options }: Keeping): CrawlOptions {
  if (options !== null && 'urls' in options) return options;
  throw new Error('Only web sources have crawl options.');
}

/** How the file of a source is to be read, where that was said. */
export const readOptionsOf = ({ options }: Keeping): ReadOptions | null =>
  options === null || 'urls' in options ? null : options;
