import { randomUUID } from 'node:crypto';
import type { NewRow } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { watchRows } from '../../test/watch-rows.ts';
import { findAttachedPassages } from './attached-passages.ts';

test('the newest files of a branch are read, in their order, and none that there is no room for', async () => {
  await using app = await testApp();
  const { db } = app.services;
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const first = await ask(app, conversationId, null, ['The oldest.']);
  const second = await ask(app, conversationId, first, ['All about the mill. '.repeat(2_000)]);
  const question = { id: await ask(app, conversationId, second, ['Beta.', 'Alpha.']), content: 'Well?' };
  const { watched, rows } = watchRows(db);
  const passages = await findAttachedPassages(watched, question);
  expect(passages.slice(0, 3).map(({ text }) => text.slice(0, 13))).toEqual(['Beta.', 'Alpha.', 'All about the']);
  const read = rows.flatMap(({ text }) => (typeof text === 'string' ? [text.slice(0, 13)] : []));
  expect(read.sort()).toEqual(['All about the', 'Alpha.', 'Beta.']);
});

/** A question without an answer on which these texts hang. */
async function ask(
  { services: { db }, workspaceId }: TestApp,
  conversationId: string,
  parentId: string | null,
  texts: string[],
) {
  const message: NewRow<'messages'> = {
    ...{ workspaceId, conversationId, parentId, content: 'Well?' },
    role: 'user',
    status: 'complete',
  };
  const { id } = await db.insertInto('messages').values(message).returning('id').executeTakeFirstOrThrow();
  for (const [position, text] of texts.entries()) {
    const file = { workspaceId, sha256: randomUUID(), name: 'notes.txt', mediaType: 'text/plain', size: text.length };
    const { id: fileId } = await db.insertInto('files').values(file).returning('id').executeTakeFirstOrThrow();
    const parts = toJson([{ start: 0, end: text.length, page: null }]);
    const attachment: NewRow<'attachments'> = {
      ...{ workspaceId, conversationId, fileId, name: 'notes.txt', text, parts },
      status: 'ready',
    };
    const attached = await db.insertInto('attachments').values(attachment).returning('id').executeTakeFirstOrThrow();
    await db.insertInto('messageAttachments').values({ messageId: id, attachmentId: attached.id, position }).execute();
  }
  return id;
}
