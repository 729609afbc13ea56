import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import type { MessageView } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { type TestApp, type TestUser, testApp } from '../../test/test-app.ts';
import { purgeDeletedSources } from '../sources/purge-deleted-sources.ts';
import { purgeAttachments } from './purge-attachments.ts';

const soon = { timeout: 45_000, interval: 50 };

async function attached(app: TestUser, name: string, text: string): Promise<AttachmentView> {
  const { id: attachmentId } = await app.attach(app.workspaceId, name, text);
  const now = () => app.client.attachments.get.query({ attachmentId });
  await expect.poll(async () => (await now()).status, soon).not.toBe('reading');
  return now();
}

async function answered(app: TestUser, conversationId: string, answerId: string): Promise<MessageView> {
  const now = async () => (await app.client.chat.messages.query({ conversationId })).find(({ id }) => id === answerId);
  await expect.poll(async () => (await now())?.status, soon).toBe('complete');
  return (await now()) as MessageView;
}

const promptOf = (request: { body: unknown } | undefined) => JSON.stringify(request?.body);

test('a file that hangs on a question is read, given to the model, cited, and known to what follows in its branch alone', async () => {
  await using app = await testApp({ model: 'scripted:text=quote,tps=500' });
  const server = await app.answerWith('scripted:text=quote,tps=500');
  await app.startWorker();
  const file = await attached(app, 'budget.md', '# Budget\n\nThe mill costs 12,000 crowns a year.');
  expect(file).toMatchObject({ name: 'budget.md', status: 'ready', note: null });
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const question = { conversationId, text: 'What does the mill cost?', attachmentIds: [file.id] };
  const sent = await app.client.chat.send.mutate(question);
  const answer = await answered(app, conversationId, sent.answerId);
  const [citation] = answer.citations;
  expect(citation).toMatchObject({ supported: true, attachmentId: file.id, recordId: null, title: 'budget.md' });
  const { text } = await app.client.attachments.text.query({ attachmentId: file.id });
  expect(text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
  const messages = await app.client.chat.messages.query({ conversationId });
  expect(messages[0]?.attachments).toEqual([file]);

  const next = await app.client.chat.send.mutate({ conversationId, text: 'And in ten years?' });
  await answered(app, conversationId, next.answerId);
  expect(promptOf(server.requests.at(-1))).toContain('12,000 crowns');
  const edit = { messageId: sent.messageId, text: 'What does it cost each year?' };
  const edited = await app.client.chat.edit.mutate(edit);
  await answered(app, conversationId, edited.answerId);
  expect(promptOf(server.requests.at(-1))).toContain('12,000 crowns');
  // it is nobody's knowledge but this conversation's
  const other = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const asked = await app.client.chat.send.mutate({ conversationId: other.id, text: 'What does the mill cost?' });
  await answered(app, other.id, asked.answerId);
  expect(promptOf(server.requests.at(-1))).not.toContain('12,000 crowns');
  expect((await app.client.search.query.query({ workspaceId: app.workspaceId, query: 'crowns' })).hits).toEqual([]);
  await expect(
    app.client.chat.send.mutate({ ...question, conversationId: other.id, text: 'Mine too?' }),
  ).rejects.toMatchObject({ data: { reason: 'chat.attachment-not-ready' } });
});

test('what cannot be read says why and is not sent; what is too long is cut and says so; another’s file is not taken', async () => {
  await using app = await testApp({ settings: { maxUploadBytes: 300_000 } });
  await app.startWorker();
  const empty = await attached(app, 'blank.txt', ' \n \n');
  expect(empty).toMatchObject({ status: 'failed', note: expect.stringContaining('no text') });
  await expect(app.attach(app.workspaceId, 'large.txt', 'x'.repeat(300_001))).rejects.toMatchObject({
    data: { reason: 'files.too-large' },
  });
  const long = await attached(app, 'long.txt', 'All about the mill. '.repeat(12_000));
  expect(long).toMatchObject({ status: 'ready', note: expect.stringContaining('first 200,000 characters') });
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const refused = { data: { reason: 'chat.attachment-not-ready' } };
  const send = (user: TestUser, id: string) =>
    user.client.chat.send.mutate({ conversationId, text: 'Well?', attachmentIds: [id] });
  await expect(send(app, empty.id)).rejects.toMatchObject(refused);
  const grace = await app.as('grace');
  await app.services.db
    .insertInto('members')
    .values({ workspaceId: app.workspaceId, userId: grace.user.id, role: 'analyst' })
    .execute();
  await app.client.conversations.share.mutate({ conversationId, visibility: 'workspace' });
  await expect(send(grace, long.id)).rejects.toMatchObject(refused);
  await app.client.attachments.remove.mutate({ attachmentId: long.id });
  await expect(send(app, long.id)).rejects.toMatchObject(refused);
});

test('a file goes with its conversation, and one that was never sent after a day', async () => {
  await using app = await testApp();
  await app.startWorker();
  const unsent = await attached(app, 'unsent.txt', 'Never sent.');
  const sent = await attached(app, 'sent.txt', 'Sent and deleted.');
  const kept = await attached(app, 'kept.txt', 'Sent and kept.');
  const { workspaceId } = app;
  const ask = async (attachmentId: string) => {
    const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId });
    await app.client.chat.send.mutate({ conversationId, text: 'Well?', attachmentIds: [attachmentId] });
    return conversationId;
  };
  const deleted = await ask(sent.id);
  await ask(kept.id);
  await app.client.conversations.delete.mutate({ conversationId: deleted });
  await expect(app.client.attachments.text.query({ attachmentId: sent.id })).rejects.toMatchObject({
    data: { kind: 'not-found' },
  });
  expect(await purgeAttachments(app.services)).toBe(0);
  app.travel(25 * 60 * 60 * 1000);
  expect(await purgeAttachments(app.services)).toBe(2);
  await purgeDeletedSources(app.services);
  expect(await filesOf(app)).toEqual([kept.fileId]);
  await expect(app.client.attachments.get.query({ attachmentId: unsent.id })).rejects.toMatchObject({
    data: { kind: 'not-found' },
  });
});

async function filesOf(app: TestApp): Promise<string[]> {
  const rows = await app.services.db.selectFrom('files').select('id').execute();
  return rows.map(({ id }) => id);
}
