import { AppError } from '@millrace/contract/app-error';
import { expect, test, vi } from 'vitest';
import { type Release, Slots } from './slots.ts';

const refuse = () => new AppError('limited', 'budgets.requests', 'Too many.');
const slots = (running: number, waiting = 10, waitMs = 1_000) => new Slots({ running, waiting, waitMs, refuse });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Asks for a slot of the workspace and keeps what it came to. */
function asker(all: Slots, order: string[]) {
  const held: Release[] = [];
  const ask = (member: string, signal?: AbortSignal) =>
    all.take('workspace', member, signal).then(
      (release) => {
        order.push(member);
        held.push(release);
      },
      (error: AppError) => void order.push(`${member}: ${error.kind}`),
    );
  return { ask, held };
}

test('so many run, and the others wait until one has ended', async () => {
  const order: string[] = [];
  const { ask, held } = asker(slots(2), order);
  for (const name of ['a', 'b', 'c']) void ask(name);
  await settled();
  expect(order).toEqual(['a', 'b']);
  held[0]?.();
  held[0]?.();
  await settled();
  expect(order).toEqual(['a', 'b', 'c']);
});

test('members of a workspace take turns, however much one of them asks for', async () => {
  const order: string[] = [];
  const { ask, held } = asker(slots(1), order);
  for (const name of ['ada', 'ada', 'ada', 'ben']) void ask(name);
  await settled();
  for (let n = 0; n < 3; n += 1) {
    held.pop()?.();
    await settled();
  }
  expect(order).toEqual(['ada', 'ben', 'ada', 'ada']);
});

test('what exceeds the line is refused at once, under another key it runs', async () => {
  const order: string[] = [];
  const all = slots(1, 2);
  const { ask } = asker(all, order);
  for (const name of ['a', 'b', 'c', 'd']) void ask(name);
  await settled();
  expect(order).toEqual(['a', 'd: limited']);
  await expect(all.take('elsewhere', 'd')).resolves.toBeTypeOf('function');
});

test('whoever leaves while they wait gives their place up', async () => {
  const order: string[] = [];
  const { ask, held } = asker(slots(1), order);
  const left = new AbortController();
  void ask('a');
  void ask('b', left.signal);
  void ask('c');
  await settled();
  left.abort();
  held[0]?.();
  await settled();
  expect(order).toEqual(['a', 'b: cancelled', 'c']);
  expect(await ask('d', left.signal)).toBeUndefined();
  expect(order.at(-1)).toBe('d: cancelled');
});

test('whoever has waited too long is refused, and takes no slot later', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const order: string[] = [];
    const { ask, held } = asker(slots(1, 10, 5_000), order);
    void ask('a');
    void ask('b');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(order).toEqual(['a', 'b: limited']);
    held[0]?.();
    await ask('c');
    expect(order).toEqual(['a', 'b: limited', 'c']);
  } finally {
    vi.useRealTimers();
  }
});
