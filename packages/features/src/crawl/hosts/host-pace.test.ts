import { setTimeout as sleep } from 'node:timers/promises';
import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putOff } from './host-clock.ts';
import { hostPace } from './host-pace.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
const { signal } = new AbortController();

/** Sends requests that become ready at any time, and returns when each was sent. */
async function sendAll(origin: string, delayMs: number, readyAfterMs: number[]): Promise<number[]> {
  const sent: number[] = [];
  await Promise.all(
    readyAfterMs.map(async (ms) => {
      await sleep(ms);
      const pace = hostPace(database.db, origin, delayMs, signal);
      await pace.hold();
      sent.push(performance.now());
      await pace.rest();
    }),
  );
  return sent.sort((a, b) => a - b);
}
const gapsOf = (times: number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));

test('requests to one host are sent with its delay between them, however late each of them is ready', async () => {
  const delayMs = 200;
  const gaps = gapsOf(await sendAll('https://paced.org', delayMs, [0, 190, 200, 390, 395, 400, 400, 400]));
  expect(gaps).toHaveLength(7);
  // a process that hears late that it may send sends late, which is bounded
  expect(Math.min(...gaps)).toBeGreaterThan(delayMs * 0.7);
});

test('the longer delay of a host counts, and hosts do not wait for each other', async () => {
  const { db } = database;
  await putOff(db, 'https://slow.org', 0);
  await db.updateTable('crawlHosts').set({ delayMs: 300 }).where('origin', '=', 'https://slow.org').execute();
  const [slow, other] = await Promise.all([
    sendAll('https://slow.org', 1, [0, 0, 0]),
    sendAll('https://other.org', 1, [0, 0, 0]),
  ]);
  expect(Math.min(...gapsOf(slow))).toBeGreaterThan(300 * 0.7);
  expect((other.at(-1) ?? 0) < (slow.at(-1) ?? 0)).toBe(true);
});

test('who no longer wants to send does not wait', async () => {
  const stop = new AbortController();
  await sendAll('https://stopped.org', 60_000, [0]);
  const waiting = hostPace(database.db, 'https://stopped.org', 60_000, stop.signal).hold();
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow();
});
