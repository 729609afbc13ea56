import type { FeedEvent } from '@millrace/contract/feed/feed';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestApp, type TestUser, testApp } from '../../test/test-app.ts';
import { announceChange } from '../feed/announce-change.ts';

let app: TestApp;
/** Another owner of the workspace. */
let bob: TestUser;
let conversationId: string;
beforeAll(async () => {
  app = await testApp();
  bob = await app.as('bob');
  const { workspaceId } = app;
  await app.services.db.insertInto('members').values({ workspaceId, userId: bob.user.id, role: 'owner' }).execute();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  const { workspaceId } = app;
  ({ id: conversationId } = await app.client.conversations.create.mutate({ workspaceId, title: 'canary' }));
});

const soon = { timeout: 20_000, interval: 20 };
const share = (visibility: 'private' | 'workspace') =>
  app.client.conversations.share.mutate({ conversationId, visibility });

type Heard = { id: string; data: FeedEvent };

/** What a feed brings somebody, from the moment on at which it is heard. */
function hear({ client }: TestUser, lastEventId?: string) {
  const { workspaceId } = app;
  const events: Heard[] = [];
  const onData = (event: Heard) => events.push(event);
  const subscription = client.feed.changes.subscribe({ workspaceId, lastEventId }, { onData });
  return { events, [Symbol.dispose]: () => subscription.unsubscribe() };
}

/** Something that all members are told of, after which everything before has been said. */
async function hearMark(...all: { events: Heard[] }[]): Promise<void> {
  const { workspaceId } = app;
  const marked = ({ events }: { events: Heard[] }) =>
    events.filter(({ data }) => data.changed?.kind === 'source').length;
  const before = all.map(marked);
  await expect
    .poll(() => {
      announceChange(app.services, workspaceId, { kind: 'source', id: crypto.randomUUID() });
      return all.every((one, i) => marked(one) > (before[i] ?? 0));
    }, soon)
    .toBe(true);
}

const aboutIt = ({ events }: { events: Heard[] }) =>
  events.filter(({ data }) => data.changed?.id === conversationId || JSON.stringify(data).includes('canary'));

test('what happens in a private chat is said to its author alone', async () => {
  using own = hear(app);
  using other = hear(bob);
  await hearMark(own, other);
  const { runId } = await app.client.chat.send.mutate({ conversationId, text: 'Well?' });
  await app.client.nextMessages.add.mutate({ conversationId, text: 'And?' });
  await app.client.conversations.rename.mutate({ conversationId, title: 'canary again' });
  const file = await app.attach(app.workspaceId, 'canary.txt', 'Nothing');
  await expect.poll(() => own.events.some(({ data }) => data.run?.subject?.id === file.id), soon).toBe(true);
  await expect.poll(() => own.events.some(({ data }) => data.changed?.id === runId), soon).toBe(true);
  await hearMark(own, other);
  expect(aboutIt(own).length).toBeGreaterThan(2);
  for (const { data } of own.events) expect(Object.keys(data).every((key) => /^(changed|run)$/.test(key))).toBe(true);
  expect(aboutIt(other)).toEqual([]);
  expect(other.events.filter(({ data }) => data.changed?.kind !== 'source')).toEqual([]);
});

test('sharing is said to everyone; making it private tells the others to read again, without a word of it', async () => {
  using other = hear(bob);
  await hearMark(other);
  await share('workspace');
  await expect.poll(() => aboutIt(other).length, soon).toBe(1);
  await app.client.chat.send.mutate({ conversationId, text: 'Well?' });
  await expect.poll(() => aboutIt(other).length, soon).toBeGreaterThan(1);
  const heard = other.events.length;
  const [first] = other.events;
  await share('private');
  await expect
    .poll(() => other.events.slice(heard), soon)
    .toContainEqual(expect.objectContaining({ data: { changed: null } }));
  await app.client.conversations.rename.mutate({ conversationId, title: 'canary again' });
  await hearMark(other);
  expect(aboutIt({ events: other.events.slice(heard) })).toEqual([]);
  // nor does the log give away what was said while it was shared
  using late = hear(bob, first?.id);
  await hearMark(late);
  expect(late.events[0]?.data).toEqual({ changed: null });
  expect(aboutIt(late)).toEqual([]);
});

test('a chat that is deleted is in no log either', async () => {
  using own = hear(app);
  await share('workspace');
  await app.client.chat.send.mutate({ conversationId, text: 'Well?' });
  await hearMark(own);
  const [first] = own.events;
  await app.client.conversations.delete.mutate({ conversationId });
  using late = hear(bob, first?.id);
  await hearMark(late);
  expect(JSON.stringify(late.events)).not.toContain('canary');
});

test('the streams of others end at once when a chat becomes private, its author’s do not', async () => {
  await share('workspace');
  const { runId } = await app.client.chat.send.mutate({ conversationId, text: 'Well?' });
  const watch = ({ client }: TestUser) => {
    const ended: unknown[] = [];
    const started = Promise.withResolvers<void>();
    const subscription = client.jobs.watch.subscribe(
      { runId },
      { onData: () => started.resolve(), onError: ({ data }) => ended.push(data) },
    );
    return { ended, started: started.promise, [Symbol.dispose]: () => subscription.unsubscribe() };
  };
  const topics = [{ key: 'run', runId }];
  const heard: unknown[] = [];
  const shared = bob.client.jobs.watchTopics.subscribe(
    { userId: bob.user.id, topics },
    { onData: ({ data }) => heard.push(data) },
  );
  using other = watch(bob);
  using own = watch(app);
  await Promise.all([other.started, own.started]);
  await share('private');
  await expect.poll(() => other.ended, soon).toMatchObject([{ kind: 'not-found' }]);
  await expect
    .poll(() => heard, soon)
    .toContainEqual(expect.objectContaining({ error: expect.objectContaining({ kind: 'not-found' }) }));
  shared.unsubscribe();
  expect(own.ended).toEqual([]);
});
