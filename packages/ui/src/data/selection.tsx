import { useRef, useState } from 'react';

/** The ids from one to the other in the order of the list, both included. */
export function idsBetween(ids: readonly string[], from: string, to: string): string[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The selected rows of a list, up to `atMost`. With Shift, all rows from the last changed one get the same state. */
export function useSelection(ids: readonly string[], atMost = Number.POSITIVE_INFINITY) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | undefined>(undefined);
  const toggle = (id: string, checked: boolean, range: boolean) => {
    const changed = range && anchor.current ? idsBetween(ids, anchor.current, id) : [id];
    anchor.current = id;
    setChosen((before) => {
      const next = new Set(before);
      for (const one of changed) {
        if (!checked) next.delete(one);
        else if (next.size < atMost) next.add(one);
      }
      return next;
    });
  };
  return {
    // rows that are no longer listed are not acted on
    chosen: chosen.size === 0 ? chosen : new Set(ids.filter((id) => chosen.has(id))),
    toggle,
    set: (next: readonly string[]) => setChosen(new Set(next.slice(0, atMost))),
    clear: () => setChosen(new Set()),
  };
}
