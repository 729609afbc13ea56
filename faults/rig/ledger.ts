import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Rig, until } from './rig.ts';

/**
 * The oracle every fault test ends in: what was accepted has ended, once; nothing is active, nothing waits in the outbox, and the
 * queue is empty.
 */
export async function expectLedger(rig: Rig, accepted: { runId: string }[], seconds = 90): Promise<void> {
  await until(async () => (await active(rig)) === 0, 'the end of all runs', seconds);
  const rows = await rig.db.selectFrom('runs').select('id').where('workspaceId', '=', rig.workspaceId).execute();
  expect(rows.map((row) => row.id).sort()).toEqual(accepted.map((run) => run.runId).sort());
  expect(await rig.db.selectFrom('outbox').selectAll().execute()).toEqual([]);
  await until(async () => (await waiting(rig)) === 0, 'an empty queue', 30);
}

async function active({ db, workspaceId }: Rig): Promise<number> {
  const { count } = await db
    .selectFrom('runs')
    .where('workspaceId', '=', workspaceId)
    .where('status', 'in', ['queued', 'running'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function waiting({ redis }: Rig): Promise<number> {
  const keys = await redis.keys('millrace:queue:*');
  const lists = keys.filter((key) => /:(wait|active)$/.test(key));
  const sets = keys.filter((key) => /:(prioritized|delayed)$/.test(key));
  const sizes = await Promise.all([...lists.map((key) => redis.llen(key)), ...sets.map((key) => redis.zcard(key))]);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The numbered words of the scripted model, complete and in order. */
export const scriptedWords = (count: number): string => Array.from({ length: count }, (_, i) => `w${i}`).join(' ');

/** Opens a conversation and asks; the answer streams by the scripted model's knobs. */
export async function ask({ client, workspaceId }: Rig, model: string, text = 'Count for me, please') {
  const { id: conversationId } = await client.conversations.create.mutate({ workspaceId });
  const sent = await client.chat.send.mutate({ conversationId, text, model });
  return { conversationId, ...sent };
}

export async function answerOf(
  { client }: Rig,
  { conversationId, answerId }: { conversationId: string; answerId: string },
) {
  const messages = await client.chat.messages.query({ conversationId });
  const answer = messages.find((message) => message.id === answerId);
  if (answer === undefined) throw new Error('the answer is gone');
  return answer;
}

/** Waits until so many letters of an answer are on their way; its row knows with the next heartbeat. */
export async function longEnough({ db }: Rig, { runId }: { runId: string }, letters: number): Promise<void> {
  await until(async () => {
    const row = await db.selectFrom('runs').select('state').where('id', '=', runId).executeTakeFirst();
    return ((row?.state as { content?: string } | null)?.content?.length ?? 0) > letters;
  }, `${letters} letters`);
}

/** How often the provider was asked for an answer, and so would send a bill. */
export const billed = ({ model }: Rig): number =>
  model.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;

export const quantile = (values: number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * q) - 1] as number;

export { sleep };
