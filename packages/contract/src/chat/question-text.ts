export const maxQuestionLength = 32_000;

export const questionTooLong = `A message can have at most ${maxQuestionLength.toLocaleString('en')} characters. Add longer text as a source`;

/** A question as it is sent, or why it cannot be; for an empty one without a reason. */
export function checkQuestion(written: string): { text: string } | { fault: string } {
  const text = written.trim();
  if (text === '') return { fault: '' };
  return text.length > maxQuestionLength ? { fault: questionTooLong } : { text };
}
