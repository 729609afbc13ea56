const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const abbreviation =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|sr|jr|vs|etc|e\.g|i\.e|cf|no|nos|art|arts|sec|fig|figs|inc|ltd|co|corp|approx|ca|p|pp|vol|al|rs|[a-z])\.\s*$|(?:^|[\s(])(?:रु|नं|डा|वि\.सं)\.\s*$|^\s*(?:[A-Z]|\(?[a-z])?\.?\d{0,3}(?:\.\d+)*[.)]\s*$/iu;
const maxChars = 420;

/** The sentences of a text, white space of line breaks made single blanks; scraps without a word are none. */
export function splitSentences(text: string): string[] {
  return split(text.replace(/\s+/g, ' ').trim()).filter((part) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(part));
}

function split(block: string): string[] {
  const parts: string[] = [];
  for (const { segment } of segmenter.segment(block)) {
    const last = parts.at(-1);
    if (last !== undefined && (abbreviation.test(last) || /^[\p{Ll}\d,;)]/u.test(segment))) {
      parts[parts.length - 1] = last + segment;
    } else parts.push(segment);
  }
  return parts.flatMap((part) => shorten(part.trim()));
}

/** Tables and lists without full stops come as one endless sentence: cut between words, so that each part is still verbatim. */
function shorten(sentence: string): string[] {
  if (sentence.length <= maxChars) return sentence ? [sentence] : [];
  const cut = Math.max(sentence.lastIndexOf('; ', maxChars) + 1, sentence.lastIndexOf(' ', maxChars));
  const at = cut > 0 ? cut : maxChars;
  return [sentence.slice(0, at).trim(), ...shorten(sentence.slice(at).trim())];
}
