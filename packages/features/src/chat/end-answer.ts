import type { answerMessage, Citation } from '@millrace/contract/chat/chat';
import type { Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import type { After, Ending } from '../jobs/handle.ts';
import { endRequestsOf, tokensOf } from '../models/request-ledger.ts';
import { checkCitations } from './check-citations.ts';
import { goOnAfter } from './next-messages/send-next.ts';
import { startNaming } from './start-naming.ts';

const statusOf = { succeeded: 'complete', cancelled: 'stopped', interrupted: 'interrupted', failed: 'failed' } as const;

/** Keeps what was written, however it ended, and goes on with what waits for it. */
export async function endAnswer(
  trx: Trx,
  { run, payload, status, state, result, error }: Ending<typeof answerMessage>,
  { start, settings }: After,
): Promise<void> {
  const answer = await trx
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', payload.answerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  // deleted, or a newer run has taken the answer over
  if (answer === undefined || answer.runId !== run.id) return endRequestsOf(trx, run.id, tokensOf(lengthOf(state)));
  // a run that ended before its first word (cancelled while queued, say) must not wipe what a continued answer already had
  const content = state.content === '' ? answer.content : state.content;
  const reasoning = state.reasoning === '' ? answer.reasoning : state.reasoning;
  await endRequestsOf(trx, run.id, tokensOf(Math.max(0, lengthOf(state) - lengthOf(answer))));
  const citations: Citation[] = result?.citations ?? checkCitations(content, answer.passages);
  await trx
    .updateTable('messages')
    .set({
      content,
      reasoning,
      status: statusOf[status],
      error: error ? toJson(error) : null,
      citations: toJson(citations),
    })
    .where('id', '=', answer.id)
    .execute();
  const ended = statusOf[status];
  if (ended === 'complete' && settings.titles) await startNaming(trx, start, answer);
  await goOnAfter(trx, start, answer, ended === 'complete' ? null : ended);
}

const lengthOf = ({ content, reasoning }: { content: string; reasoning: string }) => content.length + reasoning.length;
