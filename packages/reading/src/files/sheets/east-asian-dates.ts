import { CFB } from '@e965/xlsx';
import type { Package } from '../zip/open-package.ts';

const stylesPart = 'xl/styles.xml';

/**
 * Formats of dates and times that Excel knows by number alone in China, Japan, Korea and Taiwan: their years, months and days in
 * different orders. The reader of workbooks takes what has them for plain numbers.
 */
const codes: ReadonlyMap<number, string> = new Map([
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id): [number, string] => [id, 'yyyy-mm-dd']),
  ...[32, 33, 34, 35].map((id): [number, string] => [id, 'h:mm:ss']),
]);

const idsIn = (xml: string, tag: RegExp): Set<number> =>
  new Set([...xml.matchAll(tag)].map(([all]) => Number(/\bnumFmtId="(\d+)"/.exec(all)?.[1])));

/** The workbook with these formats written down where its cells have them; as it is where they have none. */
export async function spellOutDates(bytes: Buffer, file: Package): Promise<Buffer> {
  const styles = (await file.part(stylesPart))?.toString('utf8');
  if (styles === undefined) return bytes;
  const stated = idsIn(styles, /<numFmt\s[^>]*>/g);
  const missing = [...idsIn(styles, /<xf\s[^>]*>/g)].filter((id) => codes.has(id) && !stated.has(id));
  if (missing.length === 0) return bytes;
  const formats = missing.map((id) => `<numFmt numFmtId="${id}" formatCode="${codes.get(id)}"/>`).join('');
  const open = /<numFmts(?:\s[^>]*)?(?<!\/)>/;
  const written = open.test(styles)
    ? styles.replace(open, (tag) => tag + formats)
    : styles.replace(/<styleSheet(?:\s[^>]*)?>/, (tag) => `${tag}<numFmts>${formats}</numFmts>`);
  return rewrite(bytes, Buffer.from(written));
}

function rewrite(bytes: Buffer, styles: Buffer): Buffer {
  const container = CFB.read(bytes, { type: 'buffer' });
  const entry = container.FileIndex[container.FullPaths.findIndex((path: string) => path.endsWith(stylesPart))];
  if (!entry) return bytes;
  entry.content = styles;
  entry.size = styles.length;
  return CFB.write(container, { type: 'buffer', fileType: 'zip' }) as Buffer;
}
