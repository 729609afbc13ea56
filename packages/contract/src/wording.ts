/**
 * A text that is shown in the language of its reader. `message` is ICU MessageFormat in English, of which only `{name}` and
 * `{name, plural, one {…} other {…}}` are used; it is also what catalogues know it by.
 */
export type Wording = { message: string; values: Record<string, string | number> };

const hole = /\{(\w+)(?:, plural, one \{([^{}]*)\} other \{([^{}]*)\})?\}/g;
const englishNumber = (value: number): string => value.toLocaleString('en');

/** In English, for programs and for readers whose language has no catalogue. `formatNumber`: numbers as the reader's country has them. */
export const inEnglish = ({ message, values }: Wording, formatNumber = englishNumber): string =>
  message.replace(hole, (_all, name: string, one?: string, other?: string) => {
    const value = values[name];
    const written = typeof value === 'number' ? formatNumber(value) : (value ?? '');
    return other === undefined ? written : ((value === 1 ? one : other) ?? other).replaceAll('#', written);
  });

/** A text both in English and as catalogues know it. `message` is written down where this is called, or no catalogue finds it. */
export const worded = (message: string, values: Wording['values'] = {}): { text: string; wording: Wording } => ({
  text: inEnglish({ message, values }),
  wording: { message, values },
});

/** Marks a word of a closed list, so that catalogues find it. */
export const word = <Text extends string>(text: Text): Text => text;
