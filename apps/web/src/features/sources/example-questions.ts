/** Questions that the documents which ship with the product can answer, by the title of the document. */
const bySample: Record<string, readonly string[]> = {};

/** At most three questions that fit these sources. */
export const exampleQuestions = (titles: readonly string[]): string[] =>
  titles.flatMap((title) => bySample[title] ?? []).slice(0, 3);
