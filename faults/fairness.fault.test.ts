import { expect, test } from 'vitest';
import { ask, expectLedger, quantile } from './rig/ledger.ts';
import { type Rig, until } from './rig/rig.ts';
import { sharedRig } from './rig/shared-rig.ts';
import { isLong, size } from './rig/size.ts';
import { watchWithCuts } from './rig/watch-stream.ts';

const openRig = sharedRig();

test('R21: behind a crowd of jobs of one workspace the first job and the first word of another come as if it were alone, and neither starves', async () => {
  const rig = await openRig();
  const other: Rig = { ...rig, ...(await rig.newTenant()) };
  const worker = await rig.startWorker();
  const first = [await several(() => askTimed(other)), await several(() => addTimed(other))] as const;
  await worker.kill('SIGKILL');

  const crowd = await addTexts(rig, size(60, 10_000));
  await rig.startWorker();
  const second = [await several(() => askTimed(other)), await several(() => addTimed(other))] as const;
  const own = await addTexts(other, 10);
  expect(await queuedOf(rig)).toBeGreaterThan(0);
  const told = [middleOf(first[0]), middleOf(second[0]), middleOf(first[1]), middleOf(second[1])] as const;
  process.stdout.write(
    `R21 behind ${crowd.length} jobs: first word ${told[1]} ms (idle ${told[0]}), first job ${told[3]} ms (idle ${told[2]})\n`,
  );
  await until(async () => (await queuedOf(other)) === 0, 'the turn of all of the other’s', 120);
  // the rest of the crowd need not be read for this
  await rig.db
    .updateTable('runs')
    .set({ cancelRequestedAt: new Date() })
    .where('workspaceId', '=', rig.workspaceId)
    .where('status', '=', 'queued')
    .execute();
  await expectLedger(rig, crowd);
  await expectLedger(other, [...first.flat(), ...second.flat(), ...own]);

  // told by the order in which they were taken, whatever the machine's speed: at most those that a worker has in hand stand before it
  for (const { runId } of second[1]) expect(await passedBefore(rig, runId)).toBeLessThanOrEqual(8);
  // ten at once take turns with the crowd: none of the two waits for all of the other
  const passed = await Promise.all(own.map(({ runId }) => passedBefore(rig, runId)));
  process.stdout.write(`R21 of the crowd before each of 10 more: ${passed.toSorted((a, b) => a - b).join(' ')}\n`);
  expect(Math.max(...passed)).toBeGreaterThan(0);
  expect(Math.max(...passed)).toBeLessThanOrEqual(24);
  if (isLong) expect([told[1] <= 2 * told[0], told[3] <= 2 * told[2]]).toEqual([true, true]);
});

type Timed = { runId: string; ms: number };

/** In the long lane several: the first pays for all that is compiled with it. */
async function several(make: () => Promise<Timed>): Promise<Timed[]> {
  const all: Timed[] = [];
  for (let n = 0; n < size(1, 8); n += 1) all.push(await make());
  return all;
}

const middleOf = (all: Timed[]): number =>
  quantile(
    all.slice(-7).map(({ ms }) => ms),
    0.5,
  );

/** From the question to the first word at the watcher. */
async function askTimed(rig: Rig): Promise<Timed> {
  const before = performance.now();
  const { runId } = await ask(rig, 'scripted:tokens=5');
  let ms = 0;
  const { urls, apiKey } = rig;
  const onEvent = ({ state }: { state: { content: string } }) => {
    if (ms === 0 && state.content !== '') ms = Math.round(performance.now() - before);
  };
  await watchWithCuts({ urls, apiKey, runId, cuts: 0, random: Math.random, onEvent });
  return { runId, ms };
}

/** From the text to the end of its reading. */
async function addTimed(rig: Rig): Promise<Timed> {
  const before = performance.now();
  const { runId } = await addText(rig, 0);
  await until(async () => (await rig.client.jobs.get.query({ runId })).status === 'succeeded', 'the first job');
  return { runId, ms: Math.round(performance.now() - before) };
}

function addText({ client, workspaceId }: Rig, n: number): Promise<{ runId: string }> {
  const text = `# Note ${n}\n\nThe pump number ${n} is serviced in March.`;
  return client.sources.create.mutate({ workspaceId, kind: 'text', title: `Note ${n}`, text }) as Promise<{
    runId: string;
  }>;
}

async function addTexts(rig: Rig, count: number): Promise<{ runId: string }[]> {
  const added: { runId: string }[] = [];
  for (let from = 0; from < count; from += 10)
    added.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => addText(rig, from + i + 1)))));
  return added;
}

const runsOf = ({ db, workspaceId }: Rig) => db.selectFrom('runs').where('workspaceId', '=', workspaceId);

const queuedOf = async (rig: Rig) => (await runsOf(rig).select('id').where('status', '=', 'queued').execute()).length;

/** How many of the crowd were taken while this run waited. */
async function passedBefore(crowd: Rig, runId: string): Promise<number> {
  const run = await crowd.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow();
  const rows = await runsOf(crowd)
    .where('startedAt', '>', run.createdAt)
    .where('startedAt', '<', run.startedAt as Date)
    .select('id')
    .execute();
  return rows.length;
}
