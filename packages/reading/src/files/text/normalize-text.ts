import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';

/** Arabic letters as they look joined, and Latin ligatures: the letters that they stand for are what people search for. */
const presentationForms = /[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]/u;
const allPresentationForms = /[\ufb00-\ufb06\ufb50-\ufdfb\ufe70-\ufefc]+/gu;
/** What says where a word may be parted, and marks of byte order that got into a text. */
const unseen = /[\u00ad\ufeff]/u;
const allUnseen = /[\u00ad\ufeff]/gu;

const normalized = (text: string): string =>
  text
    .replace(allUnseen, '')
    .replace(allPresentationForms, (letters) => letters.normalize('NFKC'))
    .normalize('NFC');

const isNormal = (text: string): boolean =>
  !unseen.test(text) && !presentationForms.test(text) && text.normalize('NFC') === text;

/** A text in the form in which it is stored and searched: composed letters (NFC), no soft hyphens, no joined forms of letters. */
export const normalizeText = (text: string): string => (isNormal(text) ? text : normalized(text));

/**
 * What can be normalized by itself: a letter with its marks, the parts of a Korean syllable, letters that stand for several. What is
 * removed belongs to what follows it.
 */
const units = /[\u00ad\ufeff]*(?:[\u1100-\u11ff]+|[^\p{M}\u00ad\ufeff][\p{M}\u00ad\ufeff]*|\p{M}+|$)/gu;

/** Where places of a text are once it is normalized. `places` in UTF-16 units. */
function moved(text: string, places: number[]): (place: number) => number {
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const map = new Map<number, number>();
  let next = 0;
  let length = 0;
  for (const { 0: unit, index } of text.matchAll(units)) {
    const after = length + normalized(unit).length;
    for (let place = sorted[next]; place !== undefined && place < index + unit.length; place = sorted[++next])
      map.set(place, place === index ? length : Math.min(after, length + (place - index)));
    length = after;
  }
  for (let place = sorted[next]; place !== undefined; place = sorted[++next]) map.set(place, length);
  return (place) => map.get(place) ?? place;
}

/** The same record with its texts normalized; its headings and boxes stay where they are in it. */
export function normalizeRecord(record: ExtractedRecord): ExtractedRecord {
  const title = record.title === undefined ? {} : { title: normalizeText(record.title) };
  if (isNormal(record.text)) return { ...record, ...title };
  const ends = [...record.spans, ...record.headings].flatMap(({ start, end }) => [start, end]);
  const to = moved(record.text, ends);
  return {
    ...record,
    ...title,
    text: normalized(record.text),
    spans: record.spans.map((span) => ({ ...span, start: to(span.start), end: to(span.end) })),
    headings: record.headings.map((heading) => ({
      ...heading,
      start: to(heading.start),
      end: to(heading.end),
      text: normalizeText(heading.text),
    })),
  };
}

/** What a reader says with the texts of its records normalized. */
export function normalizeMessage(message: ExtractMessage): ExtractMessage {
  if (message.kind === 'record') return { ...message, record: normalizeRecord(message.record) };
  if (message.kind === 'records') return { ...message, records: message.records.map(normalizeRecord) };
  return message;
}
