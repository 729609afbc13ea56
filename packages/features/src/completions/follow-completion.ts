import { iterate } from '@millrace/bus/iterate';
import { AppError, type ErrorView } from '@millrace/contract/app-error';
import { type AnswerProgress, type AnswerState, answerMessage } from '@millrace/contract/chat/chat';
import type { CompletionEvent, Finish } from '@millrace/contract/completions/completions';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { continueAnswer, stopAnswer } from '../chat/answer-again.ts';
import { findMessage } from '../chat/chat.queries.ts';
import { watchRun } from '../jobs/watch-run.ts';
import type { Services } from '../services.ts';
import { stillHolds } from '../session/authenticate.ts';
import type { Completion, KeyCaller } from './create-completion.ts';

/** A client of this endpoint cannot come back to an answer: where its worker is gone, it is gone on with, this often. */
const mostContinued = 3;
const workerGone = new Set(['jobs.worker-died', 'jobs.shutdown']);
/** Ends that OpenAI's clients know by a name. */
const finishes: Record<string, Finish> = { 'chat.cut-short': 'length', 'chat.filtered': 'content_filter' };

/**
 * The text of an answer as it is written, then its citations. A worker that dies under it shows as a pause: the answer is continued.
 * Throws what the answer failed with. However this ends, also when `signal` aborts, the answer ends with it: nobody could ever read the
 * rest.
 */
export async function* followCompletion(
  services: Services,
  caller: KeyCaller,
  { answerId, runId }: Completion,
  signal: AbortSignal,
): AsyncGenerator<CompletionEvent> {
  let sent = '';
  try {
    for (let continued = 0; ; continued += 1) {
      for await (const content of contentsOf(services, caller, runId, signal)) {
        const event = textBehind(sent, content);
        if (event === undefined) continue;
        yield event;
        sent = content;
      }
      if (signal.aborted) return;
      const answer = await findMessage(services.db, answerId);
      const error = answer?.error ?? null;
      const reason = error?.reason ?? '';
      if (answer?.status === 'interrupted' && workerGone.has(reason) && continued < mostContinued) {
        ({ runId } = await continueAnswer(services, caller, answerId));
        continue;
      }
      const finish = answer?.status === 'complete' ? 'stop' : finishes[reason];
      if (answer === undefined || finish === undefined) throw failureOf(error);
      // the last words may have been in the row alone, when the log was lost
      const rest = textBehind(sent, answer.content);
      if (rest) yield rest;
      yield { kind: 'end', finish, citations: answer.citations, usage: answer.usage };
      return;
    }
  } finally {
    await stopAnswer(services, answerId).catch((err: unknown) =>
      services.log.warn({ err, answerId }, 'an answer that nobody reads could not be stopped'),
    );
  }
}

/** What is new in an answer; one that continues elsewhere begins with less than was sent. */
function textBehind(sent: string, content: string): CompletionEvent | undefined {
  if (sent.startsWith(content)) return undefined;
  if (content.startsWith(sent)) return { kind: 'text', text: content.slice(sent.length) };
  return { kind: 'text', text: content, revised: true };
}

/** The whole text of the answer so far, each time it has grown, until its run ends. */
async function* contentsOf(
  services: Services,
  caller: KeyCaller,
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const right = {
    key: `${caller.apiKeyId} ${caller.workspaceId}`,
    holds: () => stillHolds(services, caller, caller.workspaceId, 'viewer'),
  };
  let state: AnswerState = answerMessage.initial;
  for await (const { data } of iterate(watchRun(services, runId, { right }), signal)) {
    const event: JobEvent<AnswerState, AnswerProgress> = JSON.parse(data);
    if (event.type === 'snapshot') state = event.state;
    else if (event.type === 'progress') state = answerMessage.fold(state, event.progress);
    else continue;
    yield state.content;
  }
}

const failureOf = (error: ErrorView | null): AppError =>
  error
    ? new AppError(error.kind, error.reason, error.message)
    : new AppError('cancelled', 'completions.stopped', 'The answer was stopped before it was complete.');
