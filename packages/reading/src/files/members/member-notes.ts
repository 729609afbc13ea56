/** So many files are named in a note, and so many notes are given. */
const most = { names: 8, notes: 12 };

/** What is to be said of the files within a file. */
export class MemberNotes {
  readonly #unread = new Map<string, string[]>();
  readonly #notes: string[] = [];
  /** One that should have been readable was not. */
  faulty = false;

  /** `reason`: a sentence. */
  unread(path: string, reason: string, { faulty }: { faulty: boolean }): void {
    this.#unread.set(reason, [...(this.#unread.get(reason) ?? []), path]);
    this.faulty ||= faulty;
  }

  add(path: string, notes: string[]): void {
    this.#notes.push(...notes.map((note) => `${path}: ${note}`));
  }

  list(): string[] {
    const unread = [...this.#unread].map(([reason, paths]) => {
      const more = paths.length > most.names ? ` and ${(paths.length - most.names).toLocaleString('en')} more` : '';
      return `Not read: ${paths.slice(0, most.names).join(', ')}${more}. ${reason}`;
    });
    const notes = this.#notes.slice(0, most.notes);
    const left = this.#notes.length - notes.length;
    return [...unread, ...notes, ...(left > 0 ? [`There are ${left} more notes on files within this file.`] : [])];
  }
}
