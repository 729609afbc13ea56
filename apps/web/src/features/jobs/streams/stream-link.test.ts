import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StreamLink } from './stream-link.ts';
import type { HubMessage, TabMessage } from './stream-messages.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A link whose hubs are played by the test. */
function linkWithHubs() {
  const said: TabMessage[] = [];
  const restarts: number[] = [];
  let port: { onmessage?: (event: { data: HubMessage }) => void; postMessage: (m: TabMessage) => void; close(): void };
  const link = new StreamLink((count) => {
    restarts.push(count);
    port = { postMessage: (message) => said.push(message), close: () => undefined };
    return port as unknown as MessagePort;
  });
  return { link, said, restarts, hear: (data: HubMessage) => port.onmessage?.({ data }) };
}

function listener() {
  const heard: unknown[] = [];
  return {
    heard,
    onData: ({ id, data }: { id: string; data: unknown }) => heard.push([id, data]),
    onLive: () => heard.push('live'),
    onLost: () => heard.push('lost'),
    onError: (error: unknown) => heard.push(error),
  };
}

test('a subscription hears what is for it, until it leaves', () => {
  const { link, said, hear } = linkWithHubs();
  const [run, feed] = [listener(), listener()];
  const leaving = link.watch({ runId: 'r' }, '1.5', run);
  link.watch({ workspaceId: 'w' }, undefined, feed);
  expect(said).toEqual([
    { type: 'watch', key: '1', topic: { runId: 'r' }, lastEventId: '1.5' },
    { type: 'watch', key: '2', topic: { workspaceId: 'w' }, lastEventId: undefined },
  ]);
  hear({ key: '1', type: 'live' });
  hear({ key: '1', type: 'event', id: '1.6', event: 'word' });
  hear({ key: '2', type: 'lost' });
  expect([run.heard, feed.heard]).toEqual([['live', ['1.6', 'word']], ['lost']]);
  leaving.unsubscribe();
  hear({ key: '1', type: 'event', id: '1.7', event: 'more' });
  expect(run.heard).toHaveLength(2);
  expect(said.at(-1)).toEqual({ type: 'leave', key: '1' });
});

test('an error comes in the form in which a request throws it, and is the last', () => {
  const { link, hear } = linkWithHubs();
  const run = listener();
  link.watch({ runId: 'r' }, undefined, run);
  const error = { kind: 'not-found', reason: 'not-found', message: 'Gone.' } as const;
  hear({ key: '1', type: 'error', error });
  hear({ key: '1', type: 'live' });
  expect(run.heard).toEqual([expect.objectContaining({ message: 'Gone.', data: error })]);
});

test('a hub that does not answer is replaced, and every subscription begins again', () => {
  const { link, restarts, hear } = linkWithHubs();
  const run = listener();
  link.watch({ runId: 'r' }, undefined, run);
  vi.advanceTimersByTime(10_000);
  hear({ type: 'pong' });
  vi.advanceTimersByTime(10_000);
  expect(run.heard).toEqual([]);
  vi.advanceTimersByTime(10_000);
  expect(run.heard).toEqual([expect.any(Error)]);
  link.watch({ runId: 'r' }, undefined, run);
  vi.advanceTimersByTime(20_000);
  expect(run.heard).toHaveLength(2);
  link.watch({ runId: 'r' }, undefined, run);
  // so many in a row without a word from any of them
  expect(restarts).toEqual([0, 1, 2]);
  hear({ key: '3', type: 'live' });
  link.restart();
  link.watch({ runId: 'r' }, undefined, run);
  expect(restarts.at(-1)).toBe(1);
});

test('a link without subscriptions does nothing', () => {
  const { link, said } = linkWithHubs();
  link.leave();
  link.watch({ runId: 'r' }, undefined, listener()).unsubscribe();
  const before = said.length;
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(before);
});
