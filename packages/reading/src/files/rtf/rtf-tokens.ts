/** A piece of RTF: a brace, a control word with its number, or a byte of text. `star`: a reader that does not know the word skips its group. */
export type RtfToken =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'word'; name: string; value: number | undefined; star: boolean }
  | { kind: 'byte'; byte: number };

const isLetter = (byte: number) => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

const [backslash, openBrace, closeBrace, apostrophe, star] = [0x5c, 0x7b, 0x7d, 0x27, 0x2a];

/** The tokens of a file, in order. Binary data is passed over; what makes no sense is text. */
export function* rtfTokens(octets: Uint8Array): Generator<RtfToken> {
  let at = 0;
  let starred = false;
  while (at < octets.length) {
    const byte = octets[at] ?? 0;
    if (byte === openBrace) yield { kind: 'open' };
    else if (byte === closeBrace) yield { kind: 'close' };
    else if (byte !== backslash) {
      if (byte !== 0x0a && byte !== 0x0d && byte !== 0) yield { kind: 'byte', byte };
    } else {
      const next = octets[at + 1] ?? 0;
      if (isLetter(next)) {
        const word = controlWord(octets, at + 1);
        at = word.end;
        if (word.name === 'bin') at += Math.max(0, word.value ?? 0);
        else yield { kind: 'word', name: word.name, value: word.value, star: starred };
        starred = false;
        continue;
      }
      at++;
      starred = next === star;
      if (next === apostrophe) {
        const code = Number.parseInt(Buffer.from(octets.subarray(at + 1, at + 3)).toString('latin1'), 16);
        if (!Number.isNaN(code)) yield { kind: 'byte', byte: code };
        at += 2;
      } else if (!starred) yield symbol(next);
    }
    at++;
  }
}

/** The word that begins at a place, its number, and where what follows begins: one blank behind it belongs to it. */
function controlWord(octets: Uint8Array, start: number): { name: string; value: number | undefined; end: number } {
  let end = start;
  while (end < octets.length && end - start < 32 && isLetter(octets[end] ?? 0)) end++;
  const name = Buffer.from(octets.subarray(start, end)).toString('latin1');
  const digits = octets[end] === 0x2d ? end + 1 : end;
  let after = digits;
  while (after < octets.length && after - digits < 10 && isDigit(octets[after] ?? 0)) after++;
  if (after === digits) return { name, value: undefined, end: octets[end] === 0x20 ? end + 1 : end };
  const value = Number(Buffer.from(octets.subarray(end, after)).toString('latin1'));
  return { name, value, end: octets[after] === 0x20 ? after + 1 : after };
}

/** Escaped marks are text; a line end behind a backslash ends a paragraph. */
function symbol(byte: number): RtfToken {
  const named: Record<string, string> = {
    '~': 'nbsp',
    _: 'nbhyphen',
    '-': 'shy',
    '\n': 'par',
    '\r': 'par',
    '\t': 'tab',
  };
  const name = named[String.fromCharCode(byte)];
  return name === undefined ? { kind: 'byte', byte } : { kind: 'word', name, value: undefined, star: false };
}
