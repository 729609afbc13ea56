import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { announceRun } from '../jobs/announce-run.ts';
import { findRun } from '../jobs/jobs.queries.ts';
import { announceChange } from './announce-change.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const thing = '33333333-3333-4333-8333-333333333333';

/** What a subscription brings while a run and another thing change, until it has brought something of each kind that is waited for. */
async function heardOf(
  feed: 'feed.changes' | 'jobs.feed',
  workspaceId: string,
  complete: (events: unknown[]) => boolean,
) {
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId });
  const { runId } = await app.client.chat.send.mutate({ conversationId, text: 'Well?' });
  const row = await findRun(app.services.db, runId);
  const events: { id: string; data: object }[] = [];
  const subscription = await new Promise<{ unsubscribe(): void }>((resolve) => {
    const handlers = {
      onStarted: () => resolve(opened),
      onData: (event: { id: string; data: object }) => events.push(event),
    };
    const opened =
      feed === 'jobs.feed'
        ? app.client.jobs.feed.subscribe({ workspaceId }, handlers)
        : app.client.feed.changes.subscribe({ workspaceId }, handlers);
  });
  await expect
    .poll(() => {
      announceChange(app.services, workspaceId, { kind: 'source', id: thing });
      if (row) announceRun(app.services, row);
      return complete(events.map(({ data }) => data));
    })
    .toBe(true);
  subscription.unsubscribe();
  return { runId, events: events.map(({ data }) => data) };
}

test('the feed names what has changed, and brings the view of a run', async () => {
  const { runId, events } = await heardOf('feed.changes', app.workspaceId, (all) => all.length >= 6);
  expect(events).toContainEqual({ changed: { kind: 'source', id: thing } });
  expect(events).toContainEqual({
    changed: { kind: 'run', id: runId },
    run: expect.objectContaining({ id: runId, subject: expect.objectContaining({ kind: 'conversation' }) }),
  });
});

test('the feed of runs brings runs alone', async () => {
  const { runId, events } = await heardOf('jobs.feed', app.workspaceId, (all) => all.length >= 3);
  for (const event of events) expect(event).toMatchObject({ run: { id: runId } });
});

test('who missed something is told so once', async () => {
  const read = (feed: 'feed.changes' | 'jobs.feed') =>
    new Promise<unknown>((resolve) => {
      const input = { workspaceId: app.workspaceId, lastEventId: '1.1' };
      const handlers = {
        onData: ({ data }: { data: object }) => {
          subscription.unsubscribe();
          resolve(data);
        },
      };
      const subscription =
        feed === 'jobs.feed'
          ? app.client.jobs.feed.subscribe(input, handlers)
          : app.client.feed.changes.subscribe(input, handlers);
    });
  expect(await read('feed.changes')).toEqual({ changed: null });
  expect(await read('jobs.feed')).toEqual({ run: null });
});

test('the runs on one thing can be listed, by a kind that a feature has declared', async () => {
  const { workspaceId } = app;
  const { id } = await app.client.conversations.create.mutate({ workspaceId });
  const { runId } = await app.client.chat.send.mutate({ conversationId: id, text: 'Well?' });
  const subject = { kind: 'conversation', id } as const;
  const { items } = await app.client.jobs.list.query({ workspaceId, subject });
  expect(items.map((run) => run.id)).toEqual([runId]);
  const none = await app.client.jobs.list.query({ workspaceId, subject: { ...subject, id: thing } });
  expect(none.items).toEqual([]);
  const unknown = { kind: 'nothing' as 'source', id };
  await expect(app.client.jobs.list.query({ workspaceId, subject: unknown })).rejects.toMatchObject({
    data: { kind: 'invalid' },
  });
});
