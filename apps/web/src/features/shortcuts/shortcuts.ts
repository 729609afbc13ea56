import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export type ShortcutGroup = 'everywhere' | 'go-to' | 'chat' | 'sources';

/** Every keyboard shortcut of the product. The sheet lists this table, tooltips read it, `useShortcut` listens to its keys. */
export const shortcuts = {
  palette: { keys: 'Ctrl K', does: msg`Open the command palette`, group: 'everywhere' },
  sheet: { keys: '?', does: msg`Show the keyboard shortcuts`, group: 'everywhere' },
  search: { keys: '/', does: msg`Search the sources`, group: 'everywhere' },
  sidebar: { keys: 'Ctrl B', does: msg`Show or hide the sidebar`, group: 'everywhere' },
  goChat: { keys: 'g c', does: msg`Go to Chat`, group: 'go-to' },
  goSources: { keys: 'g s', does: msg`Go to Sources`, group: 'go-to' },
  goSearch: { keys: 'g f', does: msg`Go to Search`, group: 'go-to' },
  goSettings: { keys: 'g e', does: msg`Go to Settings`, group: 'go-to' },
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

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * A key press as the table above writes it. Shift is named only with Ctrl or Escape, because `?` needs it already. The same holds for the
 * Option key of a Mac, which many layouts need for `[`.
 */
export function pressedKeys(event: Pressed): string {
  const command = event.ctrlKey || event.metaKey;
  // with Shift the key of the semicolon types another character, which differs between keyboards
  const written = command && event.code === 'Semicolon' ? ';' : event.key;
  const key = written.length === 1 && command ? written.toUpperCase() : written;
  const shift = event.shiftKey && (command || event.key === 'Escape');
  const alt = event.altKey && (!mac || command || key.length > 1);
  return [alt && 'Alt', command && 'Ctrl', shift && 'Shift', key].filter(Boolean).join(' ');
}
