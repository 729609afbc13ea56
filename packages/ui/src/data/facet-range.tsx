import { useState } from 'react';
import { useWords } from '../words.tsx';

type Props = {
  type: 'number' | 'date';
  /** The two ends, '' for an open one. */
  chosen: readonly string[];
  onChange: (range: readonly string[]) => void;
};

/** The ends of a range. It applies when a field is left or Enter is pressed, in the right order whichever way it was typed. */
export function FacetRange({ type, chosen, onChange }: Props) {
  const words = useWords();
  const [given, setGiven] = useState(chosen);
  const [ends, setEnds] = useState(chosen);
  // a change from outside, such as a step back in the history
  if (given.join() !== chosen.join()) {
    setGiven(chosen);
    setEnds(chosen);
  }
  const [from = '', until = ''] = ends;
  const apply = () => {
    const next = inOrder(type, [from, until]);
    const cleared = next.every((end) => end === '') ? [] : next;
    if (cleared.join() !== chosen.join()) onChange(cleared);
  };
  const field = (label: string, value: string, set: (value: string) => void) => (
    <label className="min-w-0 grow basis-24 text-muted text-xs">
      {label}
      <input
        type={type}
        value={value}
        onChange={(event) => set(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => event.key === 'Enter' && apply()}
        className="mt-0.5 block min-h-8 touch:min-h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink tabular-nums text-field"
      />
    </label>
  );
  return (
    <div className="flex flex-wrap gap-2">
      {field(words.rangeFrom, from, (value) => setEnds([value, until]))}
      {field(words.rangeUntil, until, (value) => setEnds([from, value]))}
    </div>
  );
}

/** The lesser end first. Days compare as they are written. */
export function inOrder(type: 'number' | 'date', [from, until]: readonly [string, string]): readonly [string, string] {
  if (from === '' || until === '') return [from, until];
  const isWrong = type === 'number' ? Number(from) > Number(until) : from > until;
  return isWrong ? [until, from] : [from, until];
}
