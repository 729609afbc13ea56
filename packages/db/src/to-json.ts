/**
 * JSON text that jsonb takes, whatever strings are in `value`: Postgres refuses NUL and half surrogate pairs, which models and documents
 * do bring. Both become U+FFFD, so lengths and offsets stay.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) => (typeof part === 'string' ? cleanText(part) : part));
}

/** The same for text columns. */
export function cleanText(text: string): string {
  const without = text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
  return without.isWellFormed() ? without : without.toWellFormed();
}
