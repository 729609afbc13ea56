const drafts = 'millrace.draft.';
const personKey = 'millrace.person';

/** Removes what a person had begun to write in this browser. */
export function forgetKeptTexts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(drafts)) localStorage.removeItem(key);
  } catch {
    // storage is off: nothing was kept
  }
}

/** Unsent texts belong to who wrote them: when another person signs in, those of the one before are removed. */
export function keepTextsOf(userId: string): void {
  try {
    if (localStorage.getItem(personKey) === userId) return;
    // the first person whom this browser remembers may have begun before it did
    if (localStorage.getItem(personKey) !== null) forgetKeptTexts();
    localStorage.setItem(personKey, userId);
  } catch {
    // storage is off: nothing was kept
  }
}
