import { randomUUID } from 'node:crypto';
import { iterate } from '@millrace/bus/iterate';
import type { LoggedEvent } from '@millrace/bus/logged-event';
import { openBus } from '@millrace/bus/open-bus';
import { type AnswerProgress, type AnswerState, answerMessage } from '@millrace/contract/chat/chat';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { expect, test } from 'vitest';
import { sharedRedis } from '../../test/test-redis.ts';
import { RunLog } from './run-log.ts';

test('a streamed answer is kept as few entries, and is whole from wherever one goes on', async () => {
  const redis = await sharedRedis();
  const bus = openBus({ redisUrl: redis.url, prefix: `test-${randomUUID()}:`, onError: () => {} });
  const log = new RunLog({
    bus,
    definition: answerMessage,
    runId: 'run',
    attempt: 1,
    onFenced: () => {},
    snapshot: () => ({ type: 'started', attempt: 1 }),
  });
  type Seen = { id: string; state: AnswerState };
  /** The state after each event that a watcher is told, with the event's id. */
  async function watch(after: Seen | undefined, onSeen?: () => void) {
    const seen: Seen[] = after ? [after] : [];
    const join = (sink: Parameters<Parameters<typeof iterate<LoggedEvent>>[0]>[0]) =>
      bus.join(
        'run:run',
        { after: after?.id },
        { event: (event) => sink.push(event), gap: () => sink.end(), fail: (error) => sink.fail(error) },
      );
    for await (const { id, data } of iterate<LoggedEvent>(join, AbortSignal.timeout(15_000))) {
      const event: JobEvent<AnswerState, AnswerProgress> = JSON.parse(data);
      const before = seen.at(-1)?.state ?? answerMessage.initial;
      seen.push({
        id,
        state: event.type === 'progress' ? answerMessage.fold(before, event.progress) : before,
      });
      onSeen?.();
      if (event.type === 'succeeded') break;
    }
    return seen;
  }
  try {
    log.begin({ type: 'started', attempt: 1 });
    let heard = Promise.withResolvers<void>();
    const live = watch(undefined, () => heard.resolve());
    await heard.promise;
    let text = '';
    for (let n = 0; n < 200; n += 1) {
      heard = Promise.withResolvers();
      const word = `Wort ${n} – 語 `;
      log.progress({ content: { at: text.length, text: word } });
      text += word;
      // words that come faster than Redis takes them are one event
      await heard.promise;
    }
    await log.say({ type: 'succeeded', result: null });
    const all = await live;
    expect(all).toHaveLength(202);
    expect(all.at(-1)?.state.content).toBe(text);
    // beginning, three blocks of 64 words, eight words, end
    expect(await bus.readLog('run:run')).toHaveLength(1 + 3 + 8 + 1);
    for (let from = 0; from < all.length - 1; from += 9) {
      expect((await watch(all[from])).at(-1)?.state.content).toBe(text);
    }
  } finally {
    await bus.close();
    await redis.release();
  }
});
