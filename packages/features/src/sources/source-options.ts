import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import type { ReadOptions, StoredReadOptions } from '@millrace/contract/reading/read-options';
import type { Row } from '@millrace/db/tables';
import { type Cell, sealCell, unsealCell } from '../sealed/sealed-cell.ts';
import type { Services } from '../services.ts';

type Keeping = Pick<Row<'sources'>, 'options'>;
type Place = Pick<Row<'sources'>, 'id' | 'workspaceId'>;

/** How a source is crawled. Throws for one that is not. */
export function crawlOptionsOf({ options }: Keeping): CrawlOptions {
  if (options !== null && 'urls' in options) return options;
  throw new Error('Only web sources have crawl options.');
}

/** How the file of a source is to be read, where that was said. Without its password, which nobody is told. */
export function readOptionsOf({ options }: Keeping): ReadOptions | null {
  if (options === null || 'urls' in options) return null;
  const { sealedPassword, ...open } = options;
  return sealedPassword !== undefined && Object.keys(open).length === 0 ? null : open;
}

const cellOf = ({ id, workspaceId }: Place): Cell => ({
  ...{ workspaceId, table: 'sources', column: 'options.sealedPassword', row: id },
});

/** The options of a source with a password that only the reading of this source can open. */
export function withPassword(
  { settings }: Pick<Services, 'settings'>,
  row: Keeping & Place,
  password: string,
): StoredReadOptions {
  return { ...readOptionsOf(row), sealedPassword: sealCell(password, settings.secret, cellOf(row)) };
}

/** The password for the file of a source; undefined where none was given, or it was sealed under another secret or for another source. */
export function passwordOf(
  { settings, log }: Pick<Services, 'settings' | 'log'>,
  source: Keeping & Place,
): string | undefined {
  const { options } = source;
  const cell = cellOf(source);
  if (options === null || !('sealedPassword' in options) || options.sealedPassword === undefined) return undefined;
  try {
    return unsealCell(options.sealedPassword, settings.secret, cell);
  } catch (err) {
    // the source then asks for its password again
    log.error(
      { err, cell },
      'a sealed cell cannot be opened: it was sealed with another MILLRACE_SECRET or for another cell',
    );
    return undefined;
  }
}

/** Whether the options of a source hold a password, which is to be forgotten when its file has been read. */
export const hasPassword = ({ options }: Keeping): boolean => options !== null && 'sealedPassword' in options;
