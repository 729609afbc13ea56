declare const jsonOf: unique symbol;
/** The JSON text of a `T`. Only `toJson` makes one, so that a column of JSON gets what its type says. */
export type JsonText<T> = string & { readonly [jsonOf]: T };

/**
 * JSON text that jsonb takes, whatever strings are in `value`: Postgres refuses NUL and half surrogate pairs, which models and documents
 * do bring. Both become U+FFFD, so lengths and offsets stay.
 */
export function toJson<T>(value: T): JsonText<T> {
  const text = JSON.stringify(value ?? null, (_key, part: unknown) =>
    typeof part === 'string' ? cleanText(part) : part,
  );
  return text as JsonText<T>;
}

/** The same for text columns. */
export function cleanText(text: string): string {
  const without = text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
  return without.isWellFormed() ? without : without.toWellFormed();
}
