import type { Option } from './option.tsx';

/** Without accents and capitals: people type neither. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The options that hold every typed word in label, description or group, grouped as before; those whose label begins with what was
 * typed stand first in their group.
 */
export function filterOptions<Value extends string>(
  options: readonly Option<Value>[],
  typed: string,
): readonly Option<Value>[] {
  const query = plain(typed.trim());
  if (query === '') return options;
  const words = query.split(/\s+/);
  const found = options.filter(({ label, description = '', group = '' }) => {
    const text = plain(`${label} ${description} ${group}`);
    return words.every((word) => text.includes(word));
  });
  const begins = (option: Option) => (plain(option.label).startsWith(query) ? 0 : 1);
  return found.toSorted((a, b) => (a.group === b.group ? begins(a) - begins(b) : 0));
}

/** Whether what was typed is a label already. */
export const isLabel = (options: readonly Option[], typed: string): boolean =>
  options.some(({ label }) => plain(label) === plain(typed.trim()));
