/** Every key of the product. The sheet shows this table, the tooltips read it, `useShortcut` listens to it. */
export const shortcuts = {
  palette: { keys: 'Ctrl K', does: 'Open the command palette', group: 'Everywhere' },
  sheet: { keys: '?', does: 'Show this sheet', group: 'Everywhere' },
  search: { keys: '/', does: 'Search the sources', group: 'Everywhere' },
  sidebar: { keys: 'Ctrl B', does: 'Show or hide the sidebar', group: 'Everywhere' },
  goChat: { keys: 'g c', does: 'Go to Chat', group: 'Go to' },
  goSources: { keys: 'g s', does: 'Go to Sources', group: 'Go to' },
  goSearch: { keys: 'g f', does: 'Go to Search', group: 'Go to' },
  goSettings: { keys: 'g e', does: 'Go to Settings', group: 'Go to' },
  newChat: { keys: 'Ctrl Shift O', does: 'Start a new chat', group: 'Chat' },
  focusQuestion: { keys: 'Shift Escape', does: 'Go to the question box', group: 'Chat' },
  copyAnswer: { keys: 'Ctrl Shift C', does: 'Copy the last answer', group: 'Chat' },
  copyCode: { keys: 'Ctrl Shift ;', does: 'Copy the last code of the last answer', group: 'Chat' },
  regenerate: { keys: 'Ctrl Shift L', does: 'Answer the last question again', group: 'Chat' },
  stop: { keys: 'Escape', does: 'Stop the answer', group: 'Chat' },
  previousCitation: { keys: '[', does: 'Open the previous citation', group: 'Chat' },
  nextCitation: { keys: ']', does: 'Open the next citation', group: 'Chat' },
  addFiles: { keys: 'c', does: 'Add files', group: 'Sources' },
} as const satisfies Record<string, { keys: string; does: string; group: string }>;

export type ShortcutName = keyof typeof shortcuts;

const mac = /mac|iphone|ipad/i.test(navigator.platform);

/** Keys as this platform writes them. */
export const keysOf = (name: ShortcutName): string => {
  const { keys } = shortcuts[name];
  const short = keys.replace('Escape', 'Esc');
  return mac ? short.replace('Ctrl', '⌘').replace('Shift', '⇧') : short;
};

/** Single letters without Ctrl: they must not fire in fields, and can be switched off (WCAG 2.1.4). */
export const isSingle = (keys: string): boolean => !keys.includes('Ctrl') && !keys.includes('Escape');

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/**
 * How a key press is written in the table above. Shift is named only with Ctrl or Escape: `?` already needs it. So does `[` the Option key
 * of many a Mac, which makes characters of its own there.
 */
export function pressedKeys(event: Pressed): string {
  const command = event.ctrlKey || event.metaKey;
  // with Shift the semicolon's key writes something else, on each keyboard another
  const written = command && event.code === 'Semicolon' ? ';' : event.key;
  const key = written.length === 1 && command ? written.toUpperCase() : written;
  const shift = event.shiftKey && (command || event.key === 'Escape');
  const alt = event.altKey && (!mac || command || key.length > 1);
  return [alt && 'Alt', command && 'Ctrl', shift && 'Shift', key].filter(Boolean).join(' ');
}
