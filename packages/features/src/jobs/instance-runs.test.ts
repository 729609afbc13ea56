import { defineJob } from '@millrace/contract/jobs/define-job';
import { toJson } from '@millrace/db/to-json';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { endOf } from '../../test/count-up.ts';
import { openEngine } from '../../test/engine.ts';
import { testApp } from '../../test/test-app.ts';
import { announceRun } from './announce-run.ts';
import { type AnyHandler, handle } from './handle.ts';
import { findRun, type RunRow } from './jobs.queries.ts';
import { withJobs } from './start-job.ts';

const tidy = defineJob({
  name: 'test.tidy-instance',
  lane: 'default',
  scope: 'instance',
  payload: z.object({}),
  progress: z.object({}),
  result: z.object({ workspaceId: z.null() }),
  initial: {},
  describe: () => ({ text: '' }),
});

const openTidy = () =>
  openEngine({ [tidy.name]: handle(tidy, async ({ run }) => ({ workspaceId: run.workspaceId })) as AnyHandler });

test('a job of the instance runs without a workspace, and outlives every one', async () => {
  await using engine = await openTidy();
  const runId = await withJobs(engine.services, (_trx, start) => start(tidy, {}, {}));
  await engine.services.db.deleteFrom('workspaces').execute();
  await engine.startWorker();
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ status: 'succeeded', result: { workspaceId: null } });
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'succeeded', workspaceId: null });
});

test('one active run of the instance has a key, and a workspace may use the same one', async () => {
  await using engine = await openTidy();
  const begin = () => withJobs(engine.services, (_trx, start) => start(tidy, {}, { uniqueKey: 'tidy' }));
  await begin();
  await expect(begin()).rejects.toMatchObject({ reason: 'jobs.already-running' });
  const { workspaceId } = engine;
  await engine.services.db
    .insertInto('runs')
    .values({ id: workspaceId, workspaceId, name: tidy.name, lane: 'default', payload: toJson({}), uniqueKey: 'tidy' })
    .execute();
});

test('each run of the instance takes a turn of its own', async () => {
  await using engine = await openTidy();
  const turns = async (count: number) => {
    const ids: string[] = [];
    await withJobs(engine.services, async (_trx, start) => {
      for (let i = 0; i < count; i += 1) ids.push(await start(tidy, {}, {}));
    });
    const rows = await engine.services.db.selectFrom('runs').select(['id', 'priority']).execute();
    return ids.map((id) => rows.find((row) => row.id === id)?.priority);
  };
  expect(await turns(3)).toEqual([1, 2, 3]);
  expect(await turns(1)).toEqual([4]);
});

test('watching a run of the instance ends when its watcher no longer owns the instance', async () => {
  await using app = await testApp();
  const { db } = app.services;
  const row = await db
    .insertInto('runs')
    .values({ id: app.workspaceId, workspaceId: null, name: tidy.name, lane: 'default', payload: toJson({}) })
    .returningAll()
    .executeTakeFirstOrThrow();
  const ended = new Promise<unknown>((resolve) => {
    app.client.jobs.watch.subscribe({ runId: row.id }, { onError: resolve });
  });
  await db.updateTable('users').set({ isAdmin: false }).where('id', '=', app.user.id).execute();
  expect(await ended).toMatchObject({ data: { kind: 'not-found' } });
});

test('the feed of the instance shows its runs, and that of a workspace does not', async () => {
  await using app = await testApp();
  const { db } = app.services;
  const values = { name: tidy.name, lane: 'default' as const, payload: toJson({}) };
  const insert = (id: string, workspaceId: string | null): Promise<RunRow> =>
    db
      .insertInto('runs')
      .values({ ...values, id, workspaceId })
      .returningAll()
      .executeTakeFirstOrThrow();
  const own = await insert('11111111-1111-4111-8111-111111111111', null);
  const other = await insert('22222222-2222-4222-8222-222222222222', app.workspaceId);
  const hear = (workspaceId: string | null, heard: unknown[]) =>
    new Promise<{ unsubscribe(): void }>((resolve) => {
      const opened = app.client.feed.changes.subscribe(
        { workspaceId },
        { onStarted: () => resolve(opened), onData: ({ data }) => heard.push(data.run?.id) },
      );
    });
  const [instance, workspace]: [unknown[], unknown[]] = [[], []];
  const subscriptions = [await hear(null, instance), await hear(app.workspaceId, workspace)];
  await expect
    .poll(() => {
      for (const row of [own, other]) announceRun(app.services, row);
      return instance.length > 0 && workspace.length > 0;
    })
    .toBe(true);
  expect([new Set(instance), new Set(workspace)]).toEqual([new Set([own.id]), new Set([other.id])]);
  for (const subscription of subscriptions) subscription.unsubscribe();
});
