import { randomUUID } from 'node:crypto';
import { createClient } from '@millrace/client/create-client';
import { sleep } from './ledger.ts';
import type { Rig } from './rig.ts';

export type Submitted = { conversationId: string; answerId: string; runId: string; model: string; tries: number };

/** As a good client does: the same request id again until it is accepted, at whichever server answers. */
async function submit({ urls, apiKey, workspaceId }: Rig, n: number, knobs: string): Promise<Submitted> {
  const model = `scripted:${knobs},seed=${n}`;
  const clientRequestId = randomUUID();
  let conversationId: string | undefined;
  for (let tries = 1; ; tries += 1) {
    const client = createClient({ url: urls[tries % urls.length] as string, apiKey });
    try {
      conversationId ??= (await client.conversations.create.mutate({ workspaceId })).id;
      const sent = await client.chat.send.mutate({ conversationId, text: 'Count for me', model, clientRequestId });
      return { conversationId, answerId: sent.answerId, runId: sent.runId, model, tries };
    } catch (error) {
      if (tries === 200) throw error;
      await sleep(100);
    }
  }
}

/** Submits `count` questions by sixteen at a time, spread over so many seconds. */
export async function submitMany(
  rig: Rig,
  load: { count: number; seconds: number; knobs: string },
): Promise<Submitted[]> {
  const began = Date.now();
  const all: Submitted[] = [];
  let next = 0;
  const lane = async () => {
    while (next < load.count) {
      const n = next;
      next += 1;
      await sleep(Math.max(0, began + (n / load.count) * load.seconds * 1_000 - Date.now()));
      all.push(await submit(rig, n, load.knobs));
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return all;
}
