import type { Role } from '@millrace/contract/session/session';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../test/call-procedure.ts';
import { type Seed, seedWorkspace } from '../../test/seed-workspace.ts';
import { type TestApp, type TestUser, testApp } from '../../test/test-app.ts';
import type { TestCaller } from '../../test/test-caller.ts';
import { serveFile } from '../files/serve-file.ts';
import { authenticate } from '../session/authenticate.ts';

let app: TestApp;
let seed: Seed;
/** Another owner of the workspace, who may do everything in it but read what is private. */
let bob: TestUser;
let analyst: TestUser;
beforeAll(async () => {
  app = await testApp();
  seed = await seedWorkspace(app, app, 'private-canary');
  bob = await member('bob', 'owner');
  analyst = await member('carol', 'analyst');
});
afterAll(() => app[Symbol.asyncDispose]());

async function member(name: string, role: Role): Promise<TestUser> {
  const user = await app.as(name);
  const { workspaceId } = seed;
  await app.services.db.insertInto('members').values({ workspaceId, userId: user.user.id, role }).execute();
  return user;
}

const share = (visibility: 'private' | 'workspace') =>
  app.client.conversations.share.mutate({ conversationId: seed.conversationId, visibility });

/** Every door to a conversation, by the ids of what is in it. */
const doors: [path: string, input: (seed: Seed) => object][] = [
  ['conversations.get', ({ conversationId }) => ({ conversationId })],
  ['conversations.rename', ({ conversationId }) => ({ conversationId, title: 'Mine' })],
  ['conversations.setChoices', ({ conversationId }) => ({ conversationId, choices: {} })],
  ['conversations.pin', ({ conversationId }) => ({ conversationId, pinned: true })],
  ['conversations.share', ({ conversationId }) => ({ conversationId, visibility: 'workspace' })],
  ['conversations.delete', ({ conversationId }) => ({ conversationId })],
  ['conversations.restore', ({ conversationId }) => ({ conversationId })],
  ['chat.messages', ({ conversationId }) => ({ conversationId })],
  ['chat.send', ({ conversationId }) => ({ conversationId, text: 'Mine' })],
  ['chat.edit', ({ messageId }) => ({ messageId, text: 'Mine' })],
  ['chat.show', ({ messageId }) => ({ messageId })],
  ['chat.show', ({ answerId }) => ({ messageId: answerId })],
  ['chat.rate', ({ answerId }) => ({ answerId, rating: { value: 'up', reason: null } })],
  ['chat.stop', ({ answerId }) => ({ answerId })],
  ['chat.continue', ({ answerId }) => ({ answerId })],
  ['chat.regenerate', ({ answerId }) => ({ answerId })],
  ['nextMessages.list', ({ conversationId }) => ({ conversationId })],
  ['nextMessages.add', ({ conversationId }) => ({ conversationId, text: 'Mine' })],
  ['nextMessages.edit', ({ nextId }) => ({ nextId, text: 'Mine' })],
  ['nextMessages.move', ({ nextId }) => ({ nextId, to: 0 })],
  ['nextMessages.remove', ({ nextId }) => ({ nextId })],
  ['nextMessages.resume', ({ conversationId }) => ({ conversationId })],
  ['attachments.get', ({ attachmentId }) => ({ attachmentId })],
  ['attachments.text', ({ attachmentId }) => ({ attachmentId })],
  ['attachments.remove', ({ attachmentId }) => ({ attachmentId })],
  ['jobs.get', ({ runId }) => ({ runId })],
  ['jobs.watch', ({ runId }) => ({ runId })],
  ['jobs.cancel', ({ runId }) => ({ runId })],
  ['jobs.retry', ({ runId }) => ({ runId })],
];
/** The doors that show many things at once. */
const lists: [path: string, input: (seed: Seed) => object][] = [
  ['conversations.list', ({ workspaceId }) => ({ workspaceId })],
  ['conversations.list', ({ workspaceId, canary }) => ({ workspaceId, query: canary })],
  ['jobs.list', ({ workspaceId }) => ({ workspaceId })],
  ['jobs.list', ({ workspaceId, conversationId: id }) => ({ workspaceId, subject: { kind: 'conversation', id } })],
  ['jobs.list', ({ workspaceId, attachmentId: id }) => ({ workspaceId, subject: { kind: 'attachment', id } })],
];
/** Words that the conversation alone has, behind the canary. */
const words = ['conversation', 'question', 'answer', 'next', 'attached', 'in an attachment'];

const callerOf = async (user: TestCaller) =>
  authenticate(app.services.db, { sessionToken: user.sessionToken() }, app.services.clock());

async function fileOf(user: TestCaller): Promise<number> {
  const { fileId } = await app.client.attachments.get.query({ attachmentId: seed.attachmentId });
  const { body, status } = await serveFile(app.services, await callerOf(user), { fileId, method: 'HEAD' });
  body?.destroy();
  return status;
}

describe('a chat that is private to somebody else', () => {
  beforeAll(() => share('private'));

  test.each(doors)('%s finds nothing', async (path, input) => {
    for (const user of [bob, analyst]) {
      const { kind, text } = await call(user, path, input(seed), seed);
      expect(kind, text).toBe('not-found');
      expect(text).not.toContain(seed.canary);
    }
  });

  test.each(lists)('%s leaves it out', async (path, input) => {
    const { kind, text } = await call(bob, path, input(seed), seed);
    expect(kind).toBe('ok');
    for (const word of words) expect(text).not.toContain(`${seed.canary} ${word}`);
    for (const id of [seed.conversationId, seed.runId, seed.answerId]) expect(text).not.toContain(id);
    expect((await call(app, path, input(seed), seed)).text).toContain(seed.canary);
  });

  test('its file is served to its author alone, and is no source for anybody', async () => {
    expect(await fileOf(app)).toBe(200);
    await expect(fileOf(bob)).rejects.toMatchObject({ kind: 'not-found' });
    const { workspaceId, attachmentId } = seed;
    const { fileId } = await app.client.attachments.get.query({ attachmentId });
    const source = { workspaceId, kind: 'file', fileId } as const;
    await expect(bob.client.sources.create.mutate(source)).rejects.toMatchObject({ data: { kind: 'not-found' } });
    await expect(bob.client.sources.previewCsv.query({ workspaceId, fileId })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  test('one of several topics is refused by itself', async () => {
    const topics = [{ key: 'a', runId: seed.runId }];
    const heard = await new Promise((resolve) => {
      bob.client.jobs.watchTopics.subscribe({ userId: bob.user.id, topics }, { onData: ({ data }) => resolve(data) });
    });
    expect(heard).toMatchObject({ key: 'a', error: { kind: 'not-found' } });
  });

  test('what is attached and not sent yet is its person’s', async () => {
    const { id: attachmentId, fileId } = await app.attach(seed.workspaceId, 'secret-canary.txt', 'Nothing yet');
    for (const path of ['attachments.get', 'attachments.text', 'attachments.remove'])
      expect((await call(bob, path, { attachmentId }, seed)).kind).toBe('not-found');
    await expect(serveFile(app.services, await callerOf(bob), { fileId, method: 'HEAD' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const runs = { workspaceId: seed.workspaceId, subject: { kind: 'attachment' as const, id: attachmentId } };
    expect((await app.client.jobs.list.query(runs)).items).toMatchObject([{ name: 'chat.read-attachment' }]);
    expect((await bob.client.jobs.list.query(runs)).items).toEqual([]);
  });

  test('it is its author’s as before', async () => {
    expect(await app.client.conversations.get.query({ conversationId: seed.conversationId })).toMatchObject({
      visibility: 'private',
      author: { id: app.user.id, name: 'ada' },
    });
  });
});

describe('a chat that is shared with the workspace', () => {
  beforeAll(() => share('workspace'));
  const forbidden = (reason: string) => ({ data: { kind: 'forbidden', reason } });
  const reasonOf = { share: 'chat.author-only', change: 'chat.author-or-owner' };

  test.each(lists)('%s shows it', async (path, input) => {
    expect((await call(bob, path, input(seed), seed)).text).toContain(seed.canary);
    expect(await fileOf(bob)).toBe(200);
  });

  test('others read it and ask in it under their names', async () => {
    const { conversationId } = seed;
    await analyst.client.nextMessages.add.mutate({ conversationId, text: 'Mine' });
    expect(await bob.client.nextMessages.list.query({ conversationId })).toMatchObject({
      items: [{ author: { id: app.user.id, name: 'ada' } }, { author: { id: analyst.user.id, name: 'carol' } }],
    });
    const [question] = await analyst.client.chat.messages.query({ conversationId });
    expect(question).toMatchObject({ author: { id: app.user.id, name: 'ada' } });
  });

  test('its author alone decides who reads it; its author and owners rename and delete it', async () => {
    const { conversationId } = seed;
    const { conversations } = analyst.client;
    await expect(conversations.rename.mutate({ conversationId, title: 'Mine' })).rejects.toMatchObject(
      forbidden(reasonOf.change),
    );
    await expect(conversations.delete.mutate({ conversationId })).rejects.toMatchObject(forbidden(reasonOf.change));
    for (const { client } of [analyst, bob]) {
      await expect(client.conversations.share.mutate({ conversationId, visibility: 'private' })).rejects.toMatchObject(
        forbidden(reasonOf.share),
      );
    }
    await bob.client.conversations.delete.mutate({ conversationId });
    await expect(conversations.restore.mutate({ conversationId })).rejects.toMatchObject(forbidden(reasonOf.change));
    await expect(fileOf(app)).rejects.toMatchObject({ data: { kind: 'not-found' } });
    await bob.client.conversations.restore.mutate({ conversationId });
    await bob.client.conversations.rename.mutate({ conversationId, title: `${seed.canary} conversation` });
    await app.client.conversations.rename.mutate({ conversationId, title: `${seed.canary} conversation` });
  });

  test('a chat that a viewer began before they were one is theirs to read and nobody else’s', async () => {
    const dan = await member('dan', 'analyst');
    const { workspaceId } = seed;
    const { id: conversationId } = await dan.client.conversations.create.mutate({ workspaceId, title: 'Of dan' });
    await app.client.workspaces.changeMember.mutate({ workspaceId, userId: dan.user.id, role: 'viewer' });
    expect(await dan.client.conversations.get.query({ conversationId })).toMatchObject({ title: 'Of dan' });
    await app.client.workspaces.removeMember.mutate({ workspaceId, userId: dan.user.id });
    for (const user of [dan, app, bob])
      expect((await call(user, 'conversations.get', { conversationId }, seed)).kind).toBe('not-found');
  });
});
