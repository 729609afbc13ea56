const latin = new Map(
  [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, i) => i))].map((letter, i) => [
    letter,
    i,
  ]),
);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a text that was read byte by byte; undefined where a letter of it is no byte. */
function bytesOf(text: string): Uint8Array | undefined {
  const bytes = [...text].map((letter) => latin.get(letter) ?? -1);
  return bytes.includes(-1) ? undefined : Uint8Array.from(bytes);
}

/** Whether what looks like letters with accents is UTF-8 that was taken for something else, all of it. */
function readAgain(text: string): string | undefined {
  let isWhole = true;
  const again = text.replace(/[^\0-\x7f]+/gu, (run) => {
    const bytes = bytesOf(run);
    try {
      return bytes ? utf8.decode(bytes) : run;
    } catch {
      isWhole = false;
      return run;
    }
  });
  return isWhole ? again : undefined;
}

/** A text of a mail that states no charset, or a wrong one: UTF-8 read as Latin, and Japanese of seven bits, as they were written. */
export function repairCharset(text: string): string {
  const isAscii = !/[^\0-\x7f]/.test(text);
  if (isAscii && (text.includes('\u001b$B') || text.includes('\u001b$@')))
    return new TextDecoder('iso-2022-jp').decode(Buffer.from(text, 'latin1'));
  return /[Â-ô]/.test(text) ? (readAgain(text) ?? text) : text;
}
