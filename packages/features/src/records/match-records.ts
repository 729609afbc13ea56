type Said = { title: string; text: string };

/**
 * Which of the records that are there each fresh one goes on with, as an index, each at most once: the one with the same text, else
 * one with the same title, else those that are left in their order. Undefined: it is new.
 */
export function matchRecords(there: readonly Said[], fresh: readonly Said[]): (number | undefined)[] {
  const matches: (number | undefined)[] = fresh.map(() => undefined);
  const free = new Set(there.keys());
  const take = (isSame: (a: Said, b: Said) => boolean) => {
    for (const [i, wanted] of fresh.entries()) {
      if (matches[i] !== undefined) continue;
      for (const index of free) {
        if (!isSame(there[index] as Said, wanted)) continue;
        matches[i] = index;
        free.delete(index);
        break;
      }
    }
  };
  take((a, b) => a.text === b.text);
  take((a, b) => a.title === b.title);
  take(() => true);
  return matches;
}
