import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import type { Subscription, SubscriptionHandlers, Tracked } from './procedures.ts';
import { watch } from './watch.ts';

type Input = { runId: string; lastEventId?: string | null };
type Handlers = SubscriptionHandlers<string>;

/** A subscription that plays one script for each time that it is opened. */
function scripted(...scripts: ((handlers: Handlers) => void)[]) {
  const inputs: Input[] = [];
  const seen = { inputs, open: 0 };
  const subscription: Subscription<Input, string> = {
    subscribe(input, handlers) {
      const script = scripts[inputs.length];
      inputs.push(input);
      seen.open += 1;
      queueMicrotask(() => script?.(handlers));
      return {
        unsubscribe: () => {
          seen.open -= 1;
        },
      };
    },
  };
  return { ...seen, inputs, subscription, open: () => seen.open };
}

const tell = (handlers: Handlers, ...ids: string[]) => {
  for (const id of ids) handlers.onData?.({ id, data: `event ${id}` });
};
const refusal = (kind: string) => {
  const error = { code: -32_004, message: 'No.', data: { kind, reason: kind, message: 'No.' } };
  return new TRPCClientError('No.', { result: { error } as never });
};

async function idsOf(events: AsyncIterable<Tracked<string>>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) ids.push(id);
  return ids;
}

test('after a passing failure the stream continues after the last event', async () => {
  const { subscription, inputs, open } = scripted(
    (handlers) => {
      tell(handlers, 'a', 'b');
      handlers.onError?.(new TypeError('fetch failed'));
    },
    (handlers) => handlers.onError?.(refusal('unavailable')),
    (handlers) => {
      tell(handlers, 'c');
      handlers.onComplete?.();
    },
  );
  expect(await idsOf(watch(subscription, { runId: 'r' }))).toEqual(['a', 'b', 'c']);
  expect(inputs).toEqual([{ runId: 'r' }, { runId: 'r', lastEventId: 'b' }, { runId: 'r', lastEventId: 'b' }]);
  expect(open()).toBe(0);
});

test('events before a refusal are seen, then the refusal is thrown', async () => {
  const { subscription, inputs } = scripted((handlers) => {
    tell(handlers, 'a');
    handlers.onError?.(refusal('forbidden'));
  });
  const ids: string[] = [];
  const watching = (async () => {
    for await (const { id } of watch(subscription, { runId: 'r' })) ids.push(id);
  })();
  await expect(watching).rejects.toThrow('No.');
  expect(ids).toEqual(['a']);
  expect(inputs).toHaveLength(1);
});

test('a server that cannot be reached is an error at first; a lost connection is restored', async () => {
  const away = (handlers: Handlers) =>
    handlers.onConnectionStateChange?.({ state: 'connecting', error: new Error('ECONNREFUSED') });
  const never = scripted(away);
  await expect(idsOf(watch(never.subscription, { runId: 'r' }))).rejects.toThrow('ECONNREFUSED');
  expect(never.open()).toBe(0);

  const lost = scripted((handlers) => {
    handlers.onConnectionStateChange?.({ state: 'pending', error: null });
    away(handlers);
    tell(handlers, 'a');
    handlers.onComplete?.();
  });
  expect(await idsOf(watch(lost.subscription, { runId: 'r' }))).toEqual(['a']);
});

test('leaving the loop closes the stream', async () => {
  const { subscription, open } = scripted((handlers) => tell(handlers, 'a', 'b'));
  for await (const { id } of watch(subscription, { runId: 'r' })) {
    expect(id).toBe('a');
    break;
  }
  expect(open()).toBe(0);
});

test('an abort ends the wait for an event with its reason', async () => {
  const stopping = new AbortController();
  const { subscription, open } = scripted(() => stopping.abort(new Error('enough')));
  await expect(idsOf(watch(subscription, { runId: 'r' }, stopping))).rejects.toThrow('enough');
  expect(open()).toBe(0);
});

test('an abort ends the pause between two connections', async () => {
  const stopping = new AbortController();
  const { subscription, inputs } = scripted((handlers) => {
    tell(handlers, 'a');
    handlers.onError?.(new TypeError('fetch failed'));
    setTimeout(() => stopping.abort(new Error('enough')), 20);
  });
  await expect(idsOf(watch(subscription, { runId: 'r' }, stopping))).rejects.toThrow('enough');
  expect(inputs).toHaveLength(1);
});
