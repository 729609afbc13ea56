import { setImmediate as breathe } from 'node:timers/promises';
import type { DiffPart, DiffView } from '@millrace/contract/records/records';
import { type ChangeObject, diffLines, diffWordsWithSpace } from 'diff';
import { sharedEnds } from './text-stretches.ts';

/** Beyond these, comparing takes too long: its time grows with the square of what differs. */
const most = { changedLines: 2_000, changedWords: 600, charsByWords: 20_000, comparedByWords: 400 };
/** Of what both share, this much is shown beside a change. */
const context = 300;

/** What `after` changed against `before`: by lines, and by words where few lines were replaced. Bounded in time for texts of megabytes. */
export async function diffTexts(before: string, after: string): Promise<DiffView> {
  const lines = await compareLines(before, after);
  const parts: DiffPart[] = [];
  let coarse = lines === undefined;
  let byWords = 0;
  const changes = lines ?? wholly(before, after);
  for (let i = 0; i < changes.length; i++) {
    const [change, next] = [changes[i], changes[i + 1]];
    if (change === undefined) break;
    const replaced = change.removed && next?.added && lines !== undefined;
    if (!replaced) {
      parts.push(partOf(change));
      continue;
    }
    const small = Math.max(change.value.length, next.value.length) <= most.charsByWords;
    const words = small && byWords++ < most.comparedByWords ? compareWords(change.value, next.value) : undefined;
    coarse ||= words === undefined;
    parts.push(...(words ?? [change, next]).map(partOf));
    i++;
    await breathe();
  }
  const count = (kind: DiffPart['kind']) =>
    parts.reduce((sum, part) => sum + (part.kind === kind && part.kind !== 'folded' ? part.text.length : 0), 0);
  return { parts: fold(joined(parts)), added: count('added'), removed: count('removed'), coarse };
}

type Change = Pick<ChangeObject<string>, 'value' | 'added' | 'removed'>;

const partOf = ({ value, added, removed }: Change): DiffPart => ({
  kind: added ? 'added' : removed ? 'removed' : 'same',
  text: value,
});

/** Steps of its own, between which others are served. */
const compareLines = (before: string, after: string): Promise<Change[] | undefined> =>
  new Promise((resolve) => {
    diffLines(before, after, { maxEditLength: most.changedLines, callback: resolve });
  });

/** Undefined: they have so little in common that word by word says nothing. */
const compareWords = (before: string, after: string): Change[] | undefined =>
  diffWordsWithSpace(before, after, { maxEditLength: most.changedWords });

/** As if all between what both begin and end with were replaced. */
function wholly(before: string, after: string): Change[] {
  const [head = 0, tail = 0] = sharedEnds(before, after).map(({ length }) => length);
  const none = { added: false, removed: false };
  return [
    { ...none, value: before.slice(0, head) },
    { ...none, removed: true, value: before.slice(head, before.length - tail) },
    { ...none, added: true, value: after.slice(head, after.length - tail) },
    { ...none, value: before.slice(before.length - tail) },
  ].filter(({ value }) => value !== '');
}

/** Of parts of one kind that follow each other, one. */
function joined(parts: DiffPart[]): DiffPart[] {
  const all: DiffPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && last.kind !== 'folded' && part.kind === last.kind) last.text += part.text;
    else all.push({ ...part });
  }
  return all;
}

/** Long shared stretches are folded: what is read are the changes, and megabytes need not travel. */
function fold(parts: DiffPart[]): DiffPart[] {
  return parts.flatMap((part, i): DiffPart[] => {
    if (part.kind !== 'same' || part.text.length <= context * 3) return [part];
    const head = i === 0 ? '' : beginning(part.text);
    const tail = i === parts.length - 1 ? '' : ending(part.text);
    const shown = (text: string): DiffPart[] => (text === '' ? [] : [{ kind: 'same', text }]);
    const characters = part.text.length - head.length - tail.length;
    return [...shown(head), { kind: 'folded', characters }, ...shown(tail)];
  });
}

/** Cut at a blank where there is one, and never inside a character. */
function beginning(text: string): string {
  const cut = text.slice(0, context);
  const blank = cut.search(/\s\S*$/u);
  return (blank > context / 2 ? cut.slice(0, blank) : cut).replace(/[\ud800-\udbff]$/, '');
}
function ending(text: string): string {
  const cut = text.slice(-context);
  const blank = cut.search(/\s/u);
  return (blank >= 0 && blank < context / 2 ? cut.slice(blank) : cut).replace(/^[\udc00-\udfff]/, '');
}
