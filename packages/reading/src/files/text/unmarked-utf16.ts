const wide = ['utf-16le', 'utf-16be'] as const;
type Wide = (typeof wide)[number];

/** What is in no text: controls, private and unassigned characters. */
const never = /[^\P{C}\t\n\v\f\r\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\u00ad]/u;
const letter = /[\p{L}\p{M}]/u;
const blocks =
  /(?<Latin>[\p{Script=Latin}])|(?<Cyrillic>\p{Script=Cyrillic})|(?<Greek>\p{Script=Greek})|(?<Arabic>\p{Script=Arabic})|(?<Hebrew>\p{Script=Hebrew})|(?<Thai>\p{Script=Thai})|(?<Indic>[\u0900-\u0dff])|(?<Kana>[\p{Script=Hiragana}\p{Script=Katakana}\u30fc])|(?<Han>[\u4e00-\u9fff])|(?<Hangul>[\uac00-\ud7a3])/u;

function decode(bytes: Uint8Array, encoding: Wide): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    // halves of pairs: no text has these
    return undefined;
  }
}

/** Of its letters the share that is of its two main scripts (Japanese has three); 0 when there is anything that no text has. */
function coherence(text: string | undefined): number {
  if (text === undefined || text === '' || never.test(text)) return 0;
  const counts = new Map<string, number>();
  let letters = 0;
  let all = 0;
  let beyond = 0;
  for (const char of text.slice(0, 4_000)) {
    all++;
    if (!letter.test(char)) continue;
    letters++;
    const found = Object.entries(blocks.exec(char)?.groups ?? {}).find(([, hit]) => hit !== undefined)?.[0];
    const script = found === 'Kana' ? 'Han' : found;
    if (script) counts.set(script, (counts.get(script) ?? 0) + 1);
    if (script === 'Latin' && char > '\u007f') beyond++;
  }
  // small numbers one after the other look like rare Latin letters, but words have few of these
  if (beyond > (counts.get('Latin') ?? 0) * 0.6) return 0;
  const [first = 0, second = 0] = [...counts.values()].sort((a, b) => b - a);
  // a table of figures has few letters, noise has hardly anything else
  const plain = (text.slice(0, 4_000).match(/[\t\n\r -~\u3000-\u303f\uff00-\uff5e\u2010-\u2027]/g)?.length ?? 0) / all;
  return letters === 0 ? plain : Math.min((first + second) / letters, (letters + plain * all) / all);
}

/** Line ends, blanks and digits, which every text of some length has. */
const common = /[\n 0-9\u3000-\u3002\uff0c\u0964]/g;

/**
 * UTF-16 without a mark: in Western text every other byte is 0; else what comes out must be words of a script or two. `undefined`
 * when that is not so, as with binary data. `cut`: more bytes follow.
 */
export function unmarkedUtf16(bytes: Uint8Array, { cut }: { cut: boolean }): Wide | undefined {
  const pairs = bytes.subarray(0, bytes.length & ~1);
  if (pairs.length < 4) return undefined;
  // half a letter at the end is likely only where all the others are plain to see
  const isHalf = !cut && pairs.length < bytes.length;
  if (isHalf && bytes.filter((byte) => byte === 0).length < bytes.length * 0.3) return undefined;
  const [best] = wide
    .map((encoding) => {
      const text = decode(pairs, encoding);
      return { encoding, share: coherence(text), common: text?.match(common)?.length ?? 0 };
    })
    .filter(({ share }) => share >= 0.95)
    .sort((a, b) => b.common - a.common || b.share - a.share);
  return best?.encoding;
}
