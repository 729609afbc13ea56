import { AppError } from '@millrace/contract/app-error';
import { answerMessage, type ConversationSettings } from '@millrace/contract/chat/chat';
import type { OutputOptions } from '@millrace/contract/chat/output-options';
import type { AnsweredBy } from '@millrace/contract/models/models';
import type { SearchFilters } from '@millrace/contract/search/search';
import type { PromptPassage } from '@millrace/db/chat-tables';
import type { Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import type { ChatDelta, ChatRequest, Usage } from '@millrace/llm/port';
import { findAttachedPassages } from '../attachments/attached-passages.ts';
import { handle, type Work } from '../jobs/handle.ts';
import { askModels } from '../models/ask-models.ts';
import { findCandidates } from '../models/find-candidates.ts';
import { findPassages } from '../search/find-passages.ts';
import { countSources } from '../search/search-scope.ts';
import type { Services } from '../services.ts';
import { findInstructions } from '../workspaces/workspaces.queries.ts';
import { buildPrompt } from './build-prompt.ts';
import { findMessage, listHistory, type MessageRow } from './chat.queries.ts';
import { checkCitations } from './check-citations.ts';
import { readConversationSettings, readOutputOptions } from './conversation-settings.ts';

/** Passages an answer is given. More distract small models and rarely hold what the first ten do not. */
const passageCount = 10;

type Task = Work<typeof answerMessage>;

/** Writes one answer: finds passages, asks the model, streams what it says. The text is stored by the ending, whatever that is. */
export const answerMessageHandler = handle(answerMessage, async (task) => {
  const { payload, services, progress, signal } = task;
  const { answer, question, instructions, choices, output } = await findPair(task);
  const { workspaceId } = task.run;
  const { candidates, missed } = await findCandidates(services, workspaceId, payload.model ?? choices.model);
  const history = await listHistory(services.db, question);
  const passages =
    payload.mode === 'continue'
      ? answer.passages
      : await retrieve(task, question, { before: history.at(-1)?.question, scope: choices.scope });

  const begun = payload.mode === 'continue' ? answer : { content: '', reasoning: '' };
  let { content, reasoning } = begun;
  if (content !== '' || reasoning !== '')
    progress({ content: { at: 0, text: content }, reasoning: { at: 0, text: reasoning } });

  const request: ChatRequest = {
    messages: buildPrompt(question.content, passages, history, instructions),
    grounding: { question: question.content, passages },
    continueFrom: content === '' ? undefined : content,
    temperature: choices.temperature,
    output,
    signal,
  };
  const onAsk = async (model: string, answeredBy: AnsweredBy | null) => {
    if (content === '') progress({ step: stepOf(answeredBy) });
    await task.write((trx) => begin(trx, answer, { passages, model, answeredBy }));
  };
  const stream = askModels(services, {
    ...{ workspaceId, purpose: 'answer', runId: task.run.id, candidates, request },
    onAsk: ({ model, endpoint }, failed) =>
      onAsk(model, endpoint === undefined ? null : { endpoint, missed: [...missed, ...failed] }),
  });
  let finish: ChatDelta['finish'];
  let usage: ChatDelta['usage'];
  for await (const delta of stream) {
    if (delta.revised) {
      // what the model said first was thoughts, as it has shown later: each takes the other's place
      const { revised } = delta;
      progress({
        content: { at: begun.content.length, text: revised.content },
        reasoning: { at: begun.reasoning.length, text: revised.reasoning },
      });
      content = begun.content + revised.content;
      reasoning = begun.reasoning + revised.reasoning;
    }
    if (delta.reasoning) {
      progress({ reasoning: { at: reasoning.length, text: delta.reasoning } });
      reasoning += delta.reasoning;
    }
    if (delta.content) {
      progress({ content: { at: content.length, text: delta.content } });
      content += delta.content;
    }
    if (delta.usage) usage = delta.usage;
    if (delta.finish) finish = delta.finish;
  }
  signal.throwIfAborted();
  if (usage) await saveUsage(services, answer.id, usage);
  if (finish === 'length')
    throw new AppError(
      'unavailable',
      'chat.cut-short',
      'The model reached its length limit. Continue to get the rest.',
    );
  if (finish === 'filtered')
    throw new AppError('invalid', 'chat.filtered', 'The model’s provider withheld the rest of this answer.');
  if (content.trim() === '')
    throw new AppError('unavailable', 'chat.empty-answer', 'The model ended without an answer. Try again.');
  return { answerId: answer.id, citations: checkCitations(content, passages) };
});

type Pair = {
  answer: MessageRow;
  question: MessageRow;
  instructions: string | null;
  choices: ConversationSettings;
  output: OutputOptions | undefined;
};

async function findPair({ payload, services }: Task): Promise<Pair> {
  const answer = await findMessage(services.db, payload.answerId);
  const question = answer?.parentId ? await findMessage(services.db, answer.parentId) : undefined;
  const conversation = await services.db
    .selectFrom('conversations')
    .where('id', '=', answer?.conversationId ?? null)
    .where('deletedAt', 'is', null)
    .select(['instructions', 'choices'])
    .executeTakeFirst();
  if (answer === undefined || question === undefined || conversation === undefined)
    throw new AppError('not-found', 'chat.gone', 'The conversation was deleted.');
  const ofAll = await findInstructions(services.db, answer.workspaceId);
  // who asks now may say more than the workspace says for all, and has the last word
  const instructions = [ofAll, conversation.instructions].filter(Boolean).join('\n\n') || null;
  const output = readOutputOptions(conversation.choices);
  return { answer, question, instructions, choices: readConversationSettings(conversation.choices), output };
}

type Talk = { before: string | undefined; scope: SearchFilters | undefined };

async function retrieve(task: Task, question: MessageRow, { before, scope }: Talk): Promise<PromptPassage[]> {
  const { services, run, progress, signal } = task;
  const { workspaceId } = run;
  const count = await countSources(services.db, { workspaceId, filters: scope });
  const none = scope ? 'None of the chosen sources is available…' : 'There are no sources yet…';
  progress({ step: count === 0 ? none : `Searching ${count} ${count === 1 ? 'source' : 'sources'}…` });
  // "And in winter?" means nothing to a search without the question before it
  const brief = question.content.split(/\s+/).length < 5 && before !== undefined;
  const query = (brief ? `${before}\n${question.content}` : question.content).slice(0, 2_000);
  const hits = await findPassages(services, { workspaceId, query, filters: scope, limit: passageCount, signal });
  const attached = await findAttachedPassages(services.db, question);
  const found = hits.map(({ recordId, sourceId, title, text, page, place, start, end }) => ({
    ...{ recordId, sourceId, title, text, page, place, start, end },
  }));
  return [...attached.map((passage) => ({ ...passage, recordId: null, sourceId: null })), ...found].map(
    (passage, i) => ({ n: i + 1, ...passage }),
  );
}

/** What happens before the first word. */
function stepOf(answeredBy: AnsweredBy | null): string {
  if (answeredBy === null) return 'Quoting the sources…';
  const missed = answeredBy.missed.at(-1);
  return missed ? `${missed.endpoint} did not answer, waiting for ${answeredBy.endpoint}…` : 'Waiting for the model…';
}

type Beginning = { passages: PromptPassage[]; model: string; answeredBy: AnsweredBy | null };

async function begin(trx: Trx, answer: MessageRow, { passages, model, answeredBy }: Beginning): Promise<void> {
  await trx
    .updateTable('messages')
    .set({
      passages: toJson(passages),
      model,
      answeredBy: answeredBy && toJson(answeredBy),
      status: 'streaming',
      error: null,
    })
    .where('id', '=', answer.id)
    .execute();
}

/** What it cost. An answer is not lost because this could not be written. */
async function saveUsage({ db, log }: Services, answerId: string, usage: Usage): Promise<void> {
  await db
    .updateTable('messages')
    .set({ usage: toJson(usage) })
    .where('id', '=', answerId)
    .execute()
    .catch((err: unknown) => log.warn({ err, answerId }, 'the usage of an answer could not be stored'));
}
