import { useRef, useState } from 'react';
import type { FormPlace, Secret } from './draft-values.ts';
import { type Draft, useDraft } from './use-draft.ts';

type Options<Values> = { place: FormPlace; base: Values; secret?: Secret };

/** Like `useState`, for a form that has no other state: what is typed is kept. */
export function useDraftState<Values>(options: Options<Values>): [Values, (values: Values) => void, Draft] {
  const [values, setValues] = useState(options.base);
  const latest = useRef(values);
  const set = (next: Values) => {
    latest.current = next;
    setValues(next);
  };
  const { keep, ...draft } = useDraft({ ...options, read: () => latest.current, show: set });
  const type = (next: Values) => {
    set(next);
    keep();
  };
  return [values, type, draft];
}
