import { useEffect, useRef } from 'react';
import { areKeysOf, isSingle, pressedKeys, type ShortcutName } from './shortcuts.ts';
import { singleKeysOn } from './single-keys.ts';

/** Gets the pressed keys. Returns false to leave them to another handler; anything else means that they were used. */
type Handler = (keys: string) => unknown;
type Registration = { name: ShortcutName; handler: Handler };

const registrations: Registration[] = [];
const sequenceMs = 1_000;
let pending = { key: '', atMs: 0 };
/** Whether the last key press was used. */
let used = false;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input, textarea, [role=combobox]') || target.isContentEditable);

/** Keys belong to an open dialog or menu, not to the page behind it, except those that the dialog leaves to the page. */
function isOfOverlay(keys: string, target: EventTarget | null): boolean {
  const overlay =
    target instanceof Element && target.closest<HTMLElement>('[role=dialog], [role=menu], [role=listbox]');
  return overlay ? overlay.dataset.pageKeys?.split(' ').includes(keys) !== true : false;
}

/** Escape belongs to a search field with text in it: the browser clears it. */
const emptiesSearch = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Escape' && target instanceof HTMLInputElement && target.type === 'search' && target.value !== '';

/** Everything typed so far that may be a shortcut: `c`, or `g c` after a recent `g`. */
function candidates(event: KeyboardEvent): string[] {
  const keys = pressedKeys(event);
  const sequence = event.timeStamp - pending.atMs < sequenceMs && pending.key ? [`${pending.key} ${keys}`] : [];
  pending = keys === 'g' ? { key: keys, atMs: event.timeStamp } : { key: '', atMs: 0 };
  return [...sequence, keys];
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.repeat) {
    // a key that is held acts once, and the browser does not get the repeats either
    if (used) event.preventDefault();
    return;
  }
  used = false;
  if (event.defaultPrevented || event.isComposing || emptiesSearch(event)) return;
  const field = isField(event.target);
  for (const keys of candidates(event)) {
    if (isOfOverlay(keys, event.target) || (isSingle(keys) && (field || !singleKeysOn()))) continue;
    for (const registration of registrations.toReversed()) {
      if (!areKeysOf(registration.name, keys) || registration.handler(keys) === false) continue;
      event.preventDefault();
      used = true;
      return;
    }
  }
}

/** Calls `handler` on a shortcut while the component is mounted. The component mounted last is asked first. */
export function useShortcut(name: ShortcutName, handler: Handler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const registration: Registration = { name, handler: (keys) => latest.current(keys) };
    if (registrations.length === 0) document.addEventListener('keydown', onKeyDown);
    registrations.push(registration);
    return () => {
      registrations.splice(registrations.indexOf(registration), 1);
      if (registrations.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, [name]);
}
