import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import type { ReadOptions, StoredReadOptions } from '@millrace/contract/reading/read-options';
import type { Row } from '@millrace/db/tables';
import { seal, unseal } from '../models/sealed-text.ts';
import type { Services } from '../services.ts';

type Keeping = Pick<Row<'sources'>, 'options'>;

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

const purposeOf = (sourceId: string): string => `sources.password:${sourceId}`;

/** The options of a source with a password that only the reading of this source can open. */
export function withPassword(
  { settings }: Pick<Services, 'settings'>,
  row: Keeping & { id: string },
  password: string,
): StoredReadOptions {
  return { ...readOptionsOf(row), sealedPassword: seal(password, settings.secret, purposeOf(row.id)) };
}

/** The password for the file of a source; undefined where none was given, or it was sealed under another secret. */
export function passwordOf(
  { settings, log }: Pick<Services, 'settings' | 'log'>,
  { id, options }: Keeping & { id: string },
): string | undefined {
  if (options === null || !('sealedPassword' in options) || options.sealedPassword === undefined) return undefined;
  try {
    return unseal(options.sealedPassword, settings.secret, purposeOf(id));
  } catch (err) {
    log.error(
      { err },
      'the password of a source cannot be decrypted: MILLRACE_SECRET is not the one it was saved with',
    );
    return undefined;
  }
}

/** Whether the options of a source hold a password, which is to be forgotten when its file has been read. */
export const hasPassword = ({ options }: Keeping): boolean => options !== null && 'sealedPassword' in options;
