/** A sentence as it stands in its passage, white space of line breaks made single blanks. `heading`: what stood above it. */
export type Sentence = { text: string; heading: string; place: number };

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const abbreviation =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|sr|jr|vs|etc|e\.g|i\.e|cf|no|nos|art|arts|sec|fig|figs|inc|ltd|co|corp|approx|ca|p|pp|vol|al|[a-z])\.\s*$/i;
const maxChars = 420;

/** The sentences of a passage, word for word. Headings and scraps are not sentences; a heading is kept with what follows it. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let heading = '';
  for (const block of headed(text).split(
    /\n\s*\n|\n(?=\s*(?:[-*•·▪|]|#{1,6}\s|\d{1,3}[.)]\s))|(?<=^\s*#{1,6}\s[^\n]*)\n/m,
  )) {
    const line = block.replace(/\s+/g, ' ').trim();
    const bare = line.replace(/^(?:#{1,6}|[-*•·▪>]|\d{1,3}[.)])\s+/, '');
    if (isHeading(line, bare)) {
      heading = bare;
      continue;
    }
    for (const part of split(bare)) {
      if (/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(part)) sentences.push({ text: part, heading, place: sentences.length });
    }
  }
  return sentences;
}

/** Puts a blank line under a short line that stands like a heading right above its text, as PDFs bring them. */
function headed(text: string): string {
  return text.replace(
    /(^|\n[^\S\n]*\n)([^\n]{3,40})\n(?=(\p{Lu}[^\n]*))/gu,
    (all, above: string, line: string, below: string) =>
      isHeading(line.trim(), line.trim()) && below.length > line.length * 1.4 ? `${above}${line}\n\n` : all,
  );
}

function isHeading(line: string, bare: string): boolean {
  if (/^#{1,6}\s/.test(line)) return true;
  return (
    bare.length < 60 &&
    !/[.!?:;,|…。！？।]["')\]]?$/.test(bare) &&
    !/[:|=]/.test(bare) &&
    line === bare &&
    bare.split(' ').length <= 7
  );
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
