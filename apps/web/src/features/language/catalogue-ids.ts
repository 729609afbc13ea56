/** Hashing a text takes a moment, and progress says the same again and again. */
const ids = new Map<string, string>();
let hash: ((message: string) => string) | undefined;

/** Loaded with a catalogue. English needs none: what the server says is English as it arrives. */
export async function loadCatalogueIds(): Promise<void> {
  hash ??= (await import('@lingui/message-utils/generateMessageId')).generateMessageId;
}

/** What catalogues know a text by; undefined before one is loaded. */
export function catalogueId(message: string): string | undefined {
  const id = ids.get(message) ?? hash?.(message);
  if (id !== undefined) ids.set(message, id);
  return id;
}
