import { expect, test } from 'vitest';
import { answerOf, ask, billed, expectLedger, scriptedWords } from './rig/ledger.ts';
import type { Rig } from './rig/rig.ts';
import { sharedRig } from './rig/shared-rig.ts';
import { isLong, size } from './rig/size.ts';

const openRig = sharedRig();

/** What a model server does wrong, how the answer ends, what is kept of it, and how often the provider was asked. */
type Fault = { model: string; status: string; words: number; asked: number; reason?: string };

const faults: Record<string, Fault> = {
  'too many requests, with Retry-After': {
    model: 'scripted:tokens=20,status=429,retry-after=1,fail-first=1',
    ...{ status: 'complete', words: 20, asked: 2 },
  },
  'a fault of its own, twice': {
    model: 'scripted:tokens=20,status=500,fail-first=2',
    ...{ status: 'complete', words: 20, asked: 3 },
  },
  'JSON that is broken before the first word': {
    model: 'scripted:tokens=20,malformed=0,fail-first=1',
    ...{ status: 'complete', words: 20, asked: 2 },
  },
  'JSON that is no chunk, which is passed over': {
    model: 'scripted:tokens=20,wrong-schema=8,fail-first=1',
    ...{ status: 'complete', words: 20, asked: 1 },
  },
  'a line that is cut in mid-answer': {
    model: 'scripted:tokens=20,tps=200,cut=8,fail-first=1',
    ...{ status: 'interrupted', words: 8, asked: 1, reason: 'llm.cut' },
  },
  'JSON that is broken in mid-answer': {
    model: 'scripted:tokens=20,tps=200,malformed=8,fail-first=1',
    ...{ status: 'interrupted', words: 8, asked: 1, reason: 'llm.malformed' },
  },
  'a context that is too short': {
    model: 'scripted:tokens=20,context=1',
    ...{ status: 'failed', words: 0, asked: 1, reason: 'llm.too-long' },
  },
  'an answer without end': {
    model: 'scripted:tokens=200000',
    ...{ status: 'interrupted', words: 100_000, asked: 1, reason: 'chat.cut-short' },
  },
  'a key that it does not know': {
    model: 'scripted:tokens=20,key=another',
    ...{ status: 'failed', words: 0, asked: 1, reason: 'llm.wrong-key' },
  },
  // each takes the minute that a model may be silent
  ...(isLong && {
    'a silence before the first word': {
      model: 'scripted:tokens=20,hang=0,fail-first=1',
      ...{ status: 'failed', words: 0, asked: 1, reason: 'llm.timeout' },
    },
    'a silence in mid-answer': {
      model: 'scripted:tokens=20,tps=200,hang=8,fail-first=1',
      ...{ status: 'interrupted', words: 8, asked: 1, reason: 'llm.timeout' },
    },
  }),
};

test('R20: whatever a model server does wrong is retried by policy, what was written is kept and marked, and each attempt is paid once', async () => {
  const rig = await openRig();
  await rig.startWorker();
  const asked = await Promise.all(Object.entries(faults).map(([name, { model }]) => ask(rig, model, `Count, ${name}`)));
  await expectLedger(rig, asked, size(90, 180));
  for (const [i, [name, fault]] of Object.entries(faults).entries()) {
    const stored = await answerOf(rig, asked[i] as (typeof asked)[number]);
    const words = stored.content.trim() === '' ? [] : stored.content.trim().split(' ');
    const [run] = await runsOf(rig)
      .selectAll()
      .where('id', '=', asked[i]?.runId ?? '')
      .execute();
    const reason = stored.error?.reason;
    const seen = { name, status: stored.status, reason, asked: requestsFor(rig, fault.model) };
    expect(seen).toEqual({ name, status: fault.status, reason: fault.reason, asked: fault.asked });
    if (fault.words < 1_000) expect({ name, words: words.length }).toEqual({ name, words: fault.words });
    else expect(words.length).toBeGreaterThan(fault.words);
    expect(scriptedWords(words.length).startsWith(stored.content.trim().slice(0, -10))).toBe(true);
    // the ledger of costs: an attempt is a request, none is silent
    expect({ name, attempts: 1 + (run?.failures ?? 0) }).toEqual({ name, attempts: fault.asked });
  }
  // what was cut in the middle is gone on with from there; the request to go on is cut once too
  const cut = asked[Object.keys(faults).findIndex((name) => name.startsWith('a line'))] as (typeof asked)[number];
  const continued: { runId: string }[] = [];
  for (const words of [16, 20]) {
    continued.push(await rig.client.chat.continue.mutate({ answerId: cut.answerId }));
    await expectLedger(rig, [...asked, ...continued]);
    expect((await answerOf(rig, cut)).content.trim()).toBe(scriptedWords(words));
  }
  expect((await answerOf(rig, cut)).status).toBe('complete');
});

test('R20: of a model server that fails every fifth time people notice less than every hundredth', async () => {
  const rig = await openRig();
  await rig.startWorker();
  const asked = [];
  for (let n = 0; n < size(100, 1_000); n += 20) {
    const some = Array.from({ length: 20 }, (_, i) => ask(rig, 'scripted:tokens=10,faults=20', `Count to ${n + i}`));
    asked.push(...(await Promise.all(some)));
  }
  await expectLedger(rig, asked, size(90, 600));
  const rows = await runsOf(rig).select(['status', 'failures']).execute();
  const succeeded = rows.filter(({ status }) => status === 'succeeded').length;
  const attempts = rows.reduce((sum, { failures }) => sum + failures + 1, 0);
  process.stdout.write(`R20: ${succeeded} of ${rows.length} succeeded in ${billed(rig)} requests\n`);
  // of so few a lucky or unlucky one weighs more than its share
  expect(succeeded).toBeGreaterThanOrEqual(size(0.97, 0.99) * rows.length);
  expect(billed(rig)).toBeGreaterThan(rows.length);
  expect(billed(rig)).toBe(attempts);
});

const runsOf = ({ db, workspaceId }: Rig) => db.selectFrom('runs').where('workspaceId', '=', workspaceId);

const requestsFor = ({ model }: Rig, name: string): number =>
  model.requests.filter((request) => request.model === name && request.path.endsWith('/chat/completions')).length;
