import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { translate } from '../language/language.ts';

/** Questions that the sample documents of the product answer, by the titles of the documents. */
const examples: readonly { title: RegExp; question: MessageDescriptor }[] = [
  { title: /employee handbook/i, question: msg`How many days of annual leave do I have?` },
  { title: /river station|RS-4/i, question: msg`How accurate is the level measurement of the RS-4?` },
  { title: /support|FAQ/i, question: msg`Can I return a station, and until when?` },
];

/** One question at most per sample document, for those that are among these sources. */
export const exampleQuestions = (titles: readonly string[]): string[] =>
  examples
    .filter(({ title }) => titles.some((candidate) => title.test(candidate)))
    .map(({ question }) => translate(question));
