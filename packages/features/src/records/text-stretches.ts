import { diffArrays } from 'diff';

/** A stretch that two texts share: where it begins in each, and its length in UTF-16 units. */
export type Stretch = { before: number; after: number; length: number };
type Span = { start: number; end: number };

/** Texts that differ in more words than this are taken to share only their beginning and end: time grows with the square of it. */
const mostChanges = 500;

const wordsOf = (text: string): string[] => text.match(/\s+|\S+/gu) ?? [];

/** The stretches of whole words that two versions of a text share, in order; an empty one stands at the beginning and at the end. */
export function sharedStretches(before: string, after: string): Stretch[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostChanges });
  const stretches: Stretch[] = [{ before: 0, after: 0, length: 0 }];
  const at = { before: 0, after: 0 };
  for (const { value, added, removed } of changes ?? []) {
    const length = value.reduce((sum, word) => sum + word.length, 0);
    if (!added && !removed) stretches.push({ ...at, length });
    if (!added) at.before += length;
    if (!removed) at.after += length;
  }
  if (changes === undefined) stretches.push(...sharedEnds(before, after));
  stretches.push({ before: before.length, after: after.length, length: 0 });
  return stretches;
}

/** What two texts both begin and end with. */
export function sharedEnds(before: string, after: string): Stretch[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [
    { before: 0, after: 0, length: head },
    { before: before.length - tail, after: after.length - tail, length: tail },
  ];
}

/** Places of a text, in order, where they are after its change: those of which at least half is still there. They do not overlap. */
export function moveSpans<S extends Span>(stretches: Stretch[], spans: readonly S[]): S[] {
  const moved: S[] = [];
  let from = 0;
  for (const span of spans) {
    const place = moveSpan(stretches, span);
    const start = Math.max(from, place?.start ?? 0);
    if (place === undefined || place.end <= start) continue;
    moved.push({ ...span, start, end: place.end });
    from = place.end;
  }
  return moved;
}

function moveSpan(stretches: Stretch[], { start, end }: Span): Span | undefined {
  const inside = ({ before, length }: Stretch) => Math.min(end, before + length) - Math.max(start, before);
  const first = stretches.findIndex((stretch) => inside(stretch) > 0);
  const last = stretches.findLastIndex((stretch) => inside(stretch) > 0);
  const [head, tail] = [stretches[first], stretches[last]];
  if (head === undefined || tail === undefined) return undefined;
  const kept = stretches.slice(first, last + 1).reduce((sum, stretch) => sum + Math.max(0, inside(stretch)), 0);
  if (kept * 2 < end - start) return undefined;
  const [before, behind] = [stretches[first - 1], stretches[last + 1]];
  // what was changed right at its edge, and not beyond, belongs to it
  const isOwnHead = before !== undefined && head.before > start && before.before + before.length === start;
  const isOwnTail = behind !== undefined && tail.before + tail.length < end && behind.before === end;
  return {
    start: isOwnHead ? before.after + before.length : head.after + Math.max(0, start - head.before),
    end: isOwnTail ? behind.after : tail.after + Math.min(tail.length, end - tail.before),
  };
}
