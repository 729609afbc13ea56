import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export type ShortcutGroup = 'everywhere' | 'go-to' | 'lists' | 'chat' | 'sources';

/**
 * Every keyboard shortcut of the product. The sheet lists this table, tooltips read it, `useShortcut` listens to its keys. Keys that two
 * groups share belong to whatever is open. Enter is listed for people to find; the row with the focus acts on it itself.
 */
export const shortcuts = {
  palette: { keys: 'Ctrl K', does: msg`Open the command palette`, group: 'everywhere' },
  sheet: { keys: '?', does: msg`Show the keyboard shortcuts`, group: 'everywhere' },
  search: { keys: '/', does: msg`Search the sources`, group: 'everywhere' },
  sidebar: { keys: 'Ctrl B', does: msg`Show or hide the sidebar`, group: 'everywhere' },
  goChat: { keys: 'g c', does: msg`Go to Chat`, group: 'go-to' },
  goSources: { keys: 'g s', does: msg`Go to Sources`, group: 'go-to' },
  goSearch: { keys: 'g f', does: msg`Go to Search`, group: 'go-to' },
  goSettings: { keys: 'g e', does: msg`Go to Settings`, group: 'go-to' },
  nextRow: { keys: 'j', does: msg`Next row`, group: 'lists' },
  previousRow: { keys: 'k', does: msg`Previous row`, group: 'lists' },
  openRow: { keys: 'Enter', does: msg`Open the row`, group: 'lists' },
  selectRow: { keys: 'x', does: msg`Select or deselect the row`, group: 'lists' },
  selectRange: { keys: 'Shift x', does: msg`Select all rows since the last selected one`, group: 'lists' },
  filter: { keys: 'f', does: msg`Move to the filters`, group: 'lists' },
  pickFilter: { keys: '1–9', does: msg`Apply or remove a filter, by its position`, group: 'lists' },
  clearList: { keys: 'Escape', does: msg`Deselect all rows, then clear the filters`, group: 'lists' },
  newChat: { keys: 'Ctrl Shift O', does: msg`Start a new chat`, group: 'chat' },
  focusQuestion: { keys: 'Shift Escape', does: msg`Move to the question box`, group: 'chat' },
  copyAnswer: { keys: 'Ctrl Shift C', does: msg`Copy the last answer`, group: 'chat' },
  copyCode: { keys: 'Ctrl Shift ;', does: msg`Copy the last code block of the last answer`, group: 'chat' },
  regenerate: { keys: 'Ctrl Shift L', does: msg`Regenerate the last answer`, group: 'chat' },
  stop: { keys: 'Escape', does: msg`Stop the answer`, group: 'chat' },
  previousCitation: { keys: '[', does: msg`Open the previous citation`, group: 'chat' },
  nextCitation: { keys: ']', does: msg`Open the next citation`, group: 'chat' },
  addFiles: { keys: 'c', does: msg`Add files`, group: 'sources' },
} as const satisfies Record<string, { keys: string; does: MessageDescriptor; group: ShortcutGroup }>;

/** What walks through citations, for elements that keep these keys to themselves. */
export const citationKeys = `${shortcuts.previousCitation.keys} ${shortcuts.nextCitation.keys}`;

export type ShortcutName = keyof typeof shortcuts;

const mac = /mac|iphone|ipad/i.test(navigator.platform);

/** The keys as the platform writes them. */
export const keysOf = (name: ShortcutName): string => {
  const { keys } = shortcuts[name];
  const short = keys.replace('Escape', 'Esc');
  return mac ? short.replace('Ctrl', '⌘').replace('Shift', '⇧') : short;
};

/** Single letters without Ctrl: they must not fire in fields, and can be turned off (WCAG 2.1.4). */
export const isSingle = (keys: string): boolean => !keys.includes('Ctrl') && !keys.includes('Escape');

/** Whether pressed keys are those of a shortcut, which may be a range of digits. */
export const areKeysOf = (name: ShortcutName, pressed: string): boolean =>
  shortcuts[name].keys === '1–9' ? /^[1-9]$/.test(pressed) : shortcuts[name].keys === pressed;

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const isLetter = (text: string): boolean => text.length === 1 && text.toLowerCase() !== text.toUpperCase();

/**
 * A key press as the table above writes it. Shift is named with Ctrl, Escape and letters; `?` and other characters need it already.
 * The same holds for the Option key of a Mac, which many layouts need for `[`. Caps Lock changes nothing.
 */
export function pressedKeys(event: Pressed): string {
  const command = event.ctrlKey || event.metaKey;
  // with Shift the key of the semicolon types another character, which differs between keyboards
  const written = command && event.code === 'Semicolon' ? ';' : event.key;
  const letter = isLetter(written) && !command ? written.toLowerCase() : written;
  const key = written.length === 1 && command ? written.toUpperCase() : letter;
  const shift = event.shiftKey && (command || event.key === 'Escape' || isLetter(written));
  const alt = event.altKey && (!mac || command || key.length > 1);
  return [alt && 'Alt', command && 'Ctrl', shift && 'Shift', key].filter(Boolean).join(' ');
}
