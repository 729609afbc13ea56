import type { Citation, MessageView } from '@millrace/contract/chat/chat';

/** A citation in the URL: `answerId.n`. */
export const citeParam = (answerId: string, n: number): string => `${answerId}.${n}`;

export type OpenCitation = { answer: MessageView; citation: Citation };

/** The citation that the URL names, if these messages have it. */
export function findCitation(messages: readonly MessageView[], cite: string | undefined): OpenCitation | undefined {
  const [answerId, n] = cite?.split('.') ?? [];
  const answer = messages.find((message) => message.id === answerId);
  const citation = answer?.citations.find((candidate) => candidate.supported && candidate.n === Number(n));
  return answer && citation && { answer, citation };
}

/** The next or previous citation of the same answer, wrapping around; without an open one the first or last of the newest answer. */
export function walkCitations(
  messages: readonly MessageView[],
  cite: string | undefined,
  step: 1 | -1,
): string | undefined {
  const open = findCitation(messages, cite);
  const answer =
    open?.answer ?? messages.findLast((message) => message.citations.some((citation) => citation.supported));
  const numbers = answer?.citations.filter((citation) => citation.supported).map((citation) => citation.n) ?? [];
  if (answer === undefined || numbers.length === 0) return undefined;
  const at = open ? numbers.indexOf(open.citation.n) + step : step === 1 ? 0 : -1;
  return citeParam(answer.id, numbers.at(at % numbers.length) as number);
}
