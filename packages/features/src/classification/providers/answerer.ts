import type { SchemeContent } from '@millrace/contract/schemes/schemes';
import type { PlacedAnswer } from '../answers/fold-answers.ts';
import type { AnswerFault } from '../answers/read-answer.ts';
import type { Example } from '../prompt.ts';
import type { Subject } from '../subjects/subject.ts';

export type SchemeVersion = SchemeContent & { schemeId: string; version: number };

/** What one text brought, and what it cost. */
export type Answered = {
  outcome: { answer: PlacedAnswer } | { fault: AnswerFault; raw: string };
  inputTokens: number;
  outputTokens: number;
  latencyMs: number;
};

/** Who answers one text at a time. Throws AppErrors for what is not the fault of the text. */
export type Answerer = {
  provider: 'model';
  endpointId: string | null;
  model: string;
  /** In US dollars; null without a price. */
  cost(tokens: { inputTokens: number; outputTokens: number }): number | null;
  /** The judged texts that are shown with this one. */
  examplesFor(scheme: SchemeVersion, subject: Subject): readonly Example[];
  /** Under which an answer is kept: all on which it depends. */
  key(scheme: SchemeVersion, subject: Subject): Buffer;
  answer(scheme: SchemeVersion, subject: Subject, signal: AbortSignal): Promise<Answered>;
};
