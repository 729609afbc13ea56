/** Questions that the documents which ship with the product can answer, by what their titles say. */
const examples: readonly { title: RegExp; question: string }[] = [
  { title: /employee handbook/i, question: 'How many days of annual leave do I have?' },
  { title: /river station|RS-4/i, question: 'How accurate is the level measurement of the RS-4?' },
  { title: /support|FAQ/i, question: 'Can I return a station, and until when?' },
];

/** At most one question a sample, for those that are among these sources. */
export const exampleQuestions = (titles: readonly string[]): string[] =>
  examples.filter(({ title }) => titles.some((candidate) => title.test(candidate))).map(({ question }) => question);
