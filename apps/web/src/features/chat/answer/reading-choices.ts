import { localSwitch } from '../../theme/local-switch.ts';

/** Answers are shown when they are complete, not word by word. */
export const { set: setWholeAnswers, use: useWholeAnswers } = localSwitch('millrace.whole-answers', false);

/** Screen readers announce each sentence of an answer as soon as it is complete. */
export const { set: setBySentence, use: useBySentence } = localSwitch('millrace.by-sentence', false);
