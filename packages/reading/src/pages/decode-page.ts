import { decodeText } from '../files/text/decode-text.ts';

const inType = /charset\s*=\s*["']?([\w:-]+)/i;
const marks: [string, string][] = [
  ['\xef\xbb\xbf', 'utf-8'],
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
];

/** The text of a page, and the encoding that it is in. */
export type DecodedPage = { text: string; encoding: string };

/**
 * The text of a page: by its byte order mark, as UTF-8 where it is that, by the header, by what the page says in its first kilobytes.
 * What is said and plainly wrong counts for nothing: then it goes by what the letters look like. `parameters`: of the media type.
 */
export function decodePage(octets: Uint8Array, parameters = ''): DecodedPage {
  const head = Buffer.from(octets.subarray(0, 4_096)).toString('latin1');
  const marked = marks.find(([mark]) => head.startsWith(mark))?.[1];
  if (marked) return { text: new TextDecoder(marked).decode(octets), encoding: marked };
  // other encodings of letters beyond ASCII are never UTF-8 by chance
  const asUtf8 = octets.some((octet) => octet >= 0x80) ? strictly('utf-8', octets) : undefined;
  if (asUtf8 !== undefined) return asUtf8;
  const said = [inType.exec(parameters)?.[1], inType.exec(head)?.[1]].filter((label) => label !== undefined);
  for (const label of said) {
    const page = strictly(label, octets);
    if (page !== undefined) return page;
  }
  return said.map((label) => leniently(label, octets)).find((page) => page !== undefined) ?? decodeText(octets);
}

function strictly(label: string, octets: Uint8Array): DecodedPage | undefined {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(octets), encoding: label };
  } catch {
    return undefined;
  }
}

/** A page with a broken letter here and there is what it says it is; one of broken letters is not. */
function leniently(label: string, octets: Uint8Array): DecodedPage | undefined {
  let text: string;
  try {
    text = new TextDecoder(label).decode(octets);
  } catch {
    return undefined;
  }
  const beyondAscii = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  return broken * 10 <= beyondAscii ? { text, encoding: label } : undefined;
}
