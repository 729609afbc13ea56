import { may, refusalOf, type SourceVerb, sourceVerbs } from '@millrace/contract/sources/source-verbs';
import { type SourceStatus, type SourceView, sourceStatuses } from '@millrace/contract/sources/sources';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

/** Every verb in every state: w for what comes from the web, f for files and texts, - for neither. */
const table: Record<SourceVerb, Record<SourceStatus, string>> = {
  sync: { queued: '-', processing: '-', ready: 'w', partial: 'w', failed: 'w', cancelled: 'w', paused: '-' },
  pause: { queued: 'wf', processing: 'wf', ready: '-', partial: '-', failed: '-', cancelled: '-', paused: '-' },
  resume: { queued: '-', processing: '-', ready: '-', partial: '-', failed: '-', cancelled: '-', paused: 'wf' },
  cancel: { queued: 'wf', processing: 'wf', ready: '-', partial: '-', failed: '-', cancelled: '-', paused: 'wf' },
  retry: { queued: '-', processing: '-', ready: '-', partial: 'wf', failed: 'wf', cancelled: 'wf', paused: '-' },
  enable: { queued: '-', processing: '-', ready: '-', partial: '-', failed: '-', cancelled: '-', paused: '-' },
  disable: {
    queued: 'wf',
    processing: 'wf',
    ready: 'wf',
    partial: 'wf',
    failed: 'wf',
    cancelled: 'wf',
    paused: 'wf',
  },
  delete: { queued: 'wf', processing: 'wf', ready: 'wf', partial: 'wf', failed: 'wf', cancelled: 'wf', paused: 'wf' },
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** A source as it would stand there, without anybody who works on it. */
async function plant(kind: SourceView['kind'], status: SourceStatus): Promise<string> {
  const { id } = await app.services.db
    .insertInto('sources')
    .values({ workspaceId: app.workspaceId, kind, title: `${kind} ${status}`, status })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
const bulk = (sourceIds: string[], verb: SourceVerb | 'restore') =>
  app.client.sources.bulk.mutate({ workspaceId: app.workspaceId, sourceIds, action: { verb } });

test.each(sourceVerbs)('%s is possible exactly where it is offered, and says why not elsewhere', async (verb) => {
  const planted = new Map<string, { kind: SourceView['kind']; status: SourceStatus }>();
  for (const kind of ['site', 'urls', 'text', 'file'] as const)
    for (const status of sourceStatuses) planted.set(await plant(kind, status), { kind, status });
  const { done, refused } = await bulk([...planted.keys()], verb);
  for (const [id, { kind, status }] of planted) {
    const letter = kind === 'site' || kind === 'urls' ? 'w' : 'f';
    const expected = table[verb][status].includes(letter);
    expect([verb, kind, status, may(verb, { kind, status, enabled: true })]).toEqual([verb, kind, status, expected]);
    // what is so already is no failure of those that wanted it
    const idle = verb === 'enable' || (verb === 'pause' && status === 'paused');
    expect([verb, kind, status, done.includes(id)]).toEqual([verb, kind, status, expected || idle]);
    if (!expected && !idle)
      expect(refused).toContainEqual({ sourceId: id, message: refusalOf(verb, { kind, status, enabled: true }) });
  }
});

test('many are deleted and brought back; those of others are not found', async () => {
  const eve = await app.as('eve');
  const hers = await eve.client.sources.create.mutate({
    workspaceId: eve.workspaceId,
    kind: 'text',
    title: 'Hers',
    text: 'Not for Ada.',
  });
  const ids = [await plant('text', 'ready'), await plant('site', 'partial')];
  const gone = { sourceId: hers.sourceId, message: 'This source does not exist or was deleted.' };
  expect(await bulk([...ids, hers.sourceId, ids[0] as string], 'delete')).toEqual({ done: ids, refused: [gone] });
  expect((await bulk(ids, 'disable')).done).toEqual([]);
  expect((await bulk(ids, 'restore')).done).toEqual(ids);
  expect(await app.client.sources.get.query({ sourceId: ids[0] as string })).toMatchObject({ status: 'ready' });
});

test('tags are given to many and taken from many, the others stay', async () => {
  const [first, second] = [await plant('text', 'ready'), await plant('text', 'ready')];
  await app.client.sources.setTags.mutate({ sourceId: first, tags: ['old'] });
  const change = (verb: 'tag' | 'untag', tags: string[]) =>
    app.client.sources.bulk.mutate({
      workspaceId: app.workspaceId,
      sourceIds: [first, second],
      action: { verb, tags },
    });
  const tagsOf = async () =>
    Promise.all([first, second].map(async (sourceId) => (await app.client.sources.get.query({ sourceId })).tags));
  await change('tag', ['new']);
  expect(await tagsOf()).toEqual([['new', 'old'], ['new']]);
  await change('untag', ['old']);
  expect(await tagsOf()).toEqual([['new'], ['new']]);
});

test('a cancelled text says what it kept', async () => {
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'text',
    title: 'Long',
    text: 'A word. '.repeat(10_000),
  });
  expect((await bulk([sourceId], 'cancel')).done).toEqual([sourceId]);
  await app.startWorker();
  expect(await endedSource(app, sourceId)).toMatchObject({
    status: 'cancelled',
    reason: expect.stringMatching(/^Cancelled/),
  });
});
