/** Lead and trail bytes of all encodings that write a letter in two bytes. */
const [firstLead, lastLead, firstTrail, lastTrail] = [0x81, 0xfe, 0x40, 0xfe];
const twoBytes = /^(gbk|gb18030|big5|euc-kr|euc-jp|shift_jis)$/;
/** What has states, and what browsers send as UTF-8 all the same. */
const asUtf8 = /^(utf-|iso-2022|x-user-defined|replacement)/;

type Decoder = { encoding: string; decode(bytes: Uint8Array): string };

const tables = new Map<string, Map<string, string>>();

/**
 * An address as it stands in a page of an older encoding, with the letters of its query as bytes of that encoding, which is what browsers
 * send: `?q=Mühle` of an ISO-8859-1 page is `?q=M%FChle`. Letters that the encoding has not are sent as their numbers in HTML.
 */
export function encodeQuery(address: string, encoding: string): string {
  const at = address.search(/[?#]/);
  if (at < 0 || address[at] === '#') return address;
  const end = address.indexOf('#', at);
  const query = end < 0 ? address.slice(at) : address.slice(at, end);
  const table = /[^\0-\x7f]/.test(query) ? tableOf(encoding) : undefined;
  if (table === undefined) return address;
  const encoded = query.replace(/[^\0-\x7f]/gu, (letter) => table.get(letter) ?? `%26%23${letter.codePointAt(0)}%3B`);
  return address.slice(0, at) + encoded + (end < 0 ? '' : address.slice(end));
}

/** Each letter of an encoding with its bytes escaped; undefined for UTF-8 and what is not known. */
function tableOf(label: string): Map<string, string> | undefined {
  let decoder: Decoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    return undefined;
  }
  const { encoding } = decoder;
  if (asUtf8.test(encoding)) return undefined;
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, string>();
  const add = (...bytes: number[]) => {
    const letter = decoded(decoder, bytes);
    // of two spellings browsers send the first
    if (letter !== undefined && !table.has(letter))
      table.set(letter, bytes.map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''));
  };
  for (let byte = 0x80; byte <= 0xff; byte++) add(byte);
  if (twoBytes.test(encoding))
    for (let lead = firstLead; lead <= lastLead; lead++)
      for (let trail = firstTrail; trail <= lastTrail; trail++) add(lead, trail);
  tables.set(encoding, table);
  return table;
}

/** One letter; undefined for what is none, or more. */
function decoded(decoder: Decoder, bytes: number[]): string | undefined {
  try {
    const text = decoder.decode(Uint8Array.from(bytes));
    return [...text].length === 1 ? text : undefined;
  } catch {
    return undefined;
  }
}
