const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Fonts, sizes, colours and styles within a header or footer, and fields: sheet, file, path, date, time, picture. */
const codes = /&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|[BIUESXYADTFZG])/gi;

/** The left, middle and right part of a header or footer, without those that count pages. */
function partsOf(text: string): string[] {
  return text
    .split(/&[LCR]/)
    .filter((part) => !/&[PN]/.test(part))
    .map((part) => part.replace(codes, '').replaceAll('&&', '&').replace(/\s+/g, ' ').trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

const mostBytes = 64 * 1024;

/** What is printed above and below a sheet, each once: validity, numbers of contracts, who may read it. `xml`: of the sheet. */
export function printedTexts(xml: Buffer): string[] {
  // it is behind the cells, of which there may be a hundred megabytes
  const at = xml.lastIndexOf('<headerFooter');
  const block = at < 0 ? '' : (xml.toString('utf8', at, at + mostBytes).split('</headerFooter>')[0] ?? '');
  const all = [...block.matchAll(/<((?:odd|even|first)(?:Header|Footer))>([^<]*)<\/\1>/g)];
  return [...new Set(all.flatMap(([, , text = '']) => partsOf(decoded(text))))];
}
