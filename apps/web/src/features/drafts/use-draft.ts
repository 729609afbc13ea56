import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import {
  type FormPlace,
  keepValues,
  openPart,
  placeOf,
  readKept,
  rebase,
  type Secret,
  secretPart,
} from './draft-values.ts';

/*
 * The rule for every form: what was typed is kept as a draft until it is saved or discarded, so closing needs no question. What must not be
 * stored (passwords, keys, header values) or cannot be (files, a full disk) would be lost by closing: only then the form asks first.
 */
export type Draft = {
  /** The form shows what was typed earlier. */
  isRestored: boolean;
  /** What is stored has changed since typing began. */
  isStale: boolean;
  /** Removes what was typed: the form shows what is stored. */
  discard: () => void;
  /** To be called once the values are saved: before the form is closed or left. */
  forget: () => void;
  /** Whether leaving the form now would lose something. */
  isLossy: () => boolean;
  /** Closes the form, after a question where that would lose something. */
  close: (onClose: () => void) => void;
  /** What waits for the answer to that question. */
  closing: (() => void) | undefined;
  answer: (discards: boolean) => void;
};

type Options<Values> = {
  place: FormPlace;
  /** What is stored: the values before anything is typed. */
  base: Values;
  secret?: Secret | undefined;
  /** The values now. */
  read: () => Values;
  /** Shows values in the form. `base` is what they are compared with. */
  show: (values: Values, base: Values) => void;
};

/** Keeps the values of a form. Returns with `keep`, to be called whenever a value changes. */
export function useDraft<Values>({
  place,
  base,
  secret = [],
  read,
  show,
}: Options<Values>): Draft & { keep: () => void } {
  const key = placeOf(place);
  const stored = openPart(base, secret);
  const [state, setState] = useState({ isRestored: false, isStale: false });
  const [closing, setClosing] = useState<() => void>();
  /** `saved`: the values that the person has saved or discarded, which are no draft until something else is typed. */
  const memory = useRef({ key: '', stored, saved: undefined as string | undefined, isOff: false });
  const isShowing = useRef(false);

  /** What is shown is not what somebody has typed. */
  const showAll: typeof show = (values, on) => {
    isShowing.current = true;
    show(values, on);
    isShowing.current = false;
  };
  const keep = useEffectEvent(() => {
    if (isShowing.current) return;
    const values = read();
    const text = openPart(values, secret);
    if (memory.current.saved === JSON.stringify(values)) return;
    const kept = text === '' || text === stored ? undefined : { base: formerBase(key) ?? stored, values: text };
    memory.current.isOff = !keepValues(key, kept);
  });
  const restore = useEffectEvent(() => {
    const isOther = memory.current.key !== '' && memory.current.key !== key;
    memory.current = { key, stored, saved: undefined, isOff: false };
    const kept = readKept(key);
    const isRestored = kept !== undefined && kept.values !== stored;
    if (!isRestored) keepValues(key, undefined);
    if (isRestored) showAll(rebase(kept.values, kept.base, base), base);
    else if (isOther) showAll(base, base);
    setState({ isRestored, isStale: isRestored && kept.base !== stored });
  });
  const follow = useEffectEvent(() => {
    const { stored: former, saved } = memory.current;
    if (memory.current.key !== key || former === stored) return;
    const text = openPart(read(), secret);
    const isOwn = saved !== undefined;
    memory.current = { ...memory.current, stored, saved: undefined };
    if (text === former || text === stored || saved === JSON.stringify(read())) {
      keepValues(key, undefined);
      showAll(base, base);
    } else {
      if (isOwn) keepValues(key, { base: stored, values: text });
      showAll(rebase(text, former, base), base);
      setState((before) => ({ ...before, isStale: !isOwn }));
    }
  });
  useLayoutEffect(() => restore(), [key]);
  useEffect(() => follow(), [stored]);

  const forget = () => {
    memory.current.saved = JSON.stringify(read());
    keepValues(key, undefined);
    setState({ isRestored: false, isStale: false });
  };
  const isLossy = () => {
    const values = read();
    if (memory.current.saved === JSON.stringify(values)) return false;
    const isTyped = secretPart(values, secret) !== secretPart(base, secret);
    return isTyped || (memory.current.isOff && openPart(values, secret) !== stored);
  };
  const discard = () => {
    keepValues(key, undefined);
    showAll(base, base);
    setState({ isRestored: false, isStale: false });
  };
  return {
    ...state,
    keep,
    forget,
    isLossy,
    discard,
    closing,
    close: (onClose) => (isLossy() ? setClosing(() => onClose) : onClose()),
    answer: (discards) => {
      setClosing(undefined);
      if (!discards) return;
      discard();
      closing?.();
    },
  };
}

/** What a draft that is kept already was based on. */
const formerBase = (key: string): string | undefined => readKept(key)?.base;
