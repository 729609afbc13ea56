import { AppError } from '@millrace/contract/app-error';
import type { Egress } from '@millrace/egress/open-egress';
import { expect, test } from 'vitest';
import { testEmbedder } from '../test/test-embedder.ts';
import { openTestServices } from '../test/test-services.ts';

test('what is handed in takes its place in all that is opened, and is left open', async () => {
  const located: string[] = [];
  let closed = 0;
  const egress: Egress = {
    fetch: async () => {
      throw new AppError('forbidden', 'egress.refused', 'Nothing is fetched here.');
    },
    locate: async (url) => {
      located.push(url.host);
      throw new AppError('forbidden', 'egress.refused', 'Nothing is located here.');
    },
    close: () => {
      closed += 1;
    },
  };
  const now = new Date('2026-01-02T03:04:05Z');
  const opened = await openTestServices({}, { egress, clock: () => now });
  const { services } = opened;
  expect([services.egress, services.clock(), services.llm.embedder]).toEqual([egress, now, testEmbedder]);
  // models go out by it too
  const model = services.llm.chatModel({ baseUrl: 'http://models.test/v1', apiKey: '', model: 'any', reach: 'public' });
  const messages = [{ role: 'user' as const, content: 'Well?' }];
  const answer = model.stream({
    messages,
    grounding: { question: 'Well?', passages: [] },
    signal: AbortSignal.timeout(10_000),
  });
  await expect(answer[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: 'egress.refused' });
  expect(located).toEqual(['models.test']);
  await opened[Symbol.asyncDispose]();
  expect(closed).toBe(0);
});

test('what was opened here is closed at the end: its way out and its line to Redis', async () => {
  const opened = await openTestServices();
  const { services } = opened;
  expect(await services.health.check()).toMatchObject({ database: true, redis: true });
  await opened[Symbol.asyncDispose]();
  await expect(services.bus.append('run:one', 1, '{}')).rejects.toThrow();
});
