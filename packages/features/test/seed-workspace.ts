import { randomUUID } from 'node:crypto';
import type { NewRow } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { startSession } from '../src/session/session-tokens.ts';
import type { TestApp, TestUser } from './test-app.ts';

/** Ids of one thing of every kind in a workspace, and the word that all of its texts contain. */
export type Seed = Awaited<ReturnType<typeof seedWorkspace>>;

/** Something of everything in a fresh workspace of `owner`, or in one that they have, each text carrying `canary`. */
export async function seedWorkspace(app: TestApp, owner: TestUser, canary: string, into?: string) {
  const { client, user } = owner;
  const { db, clock } = app.services;
  const workspaceId = into ?? (await client.workspaces.create.mutate({ name: `${canary} workspace` })).id;
  const memberId = await addMember(app, workspaceId, `${canary} member`);

  const file = await owner.upload(workspaceId, `${canary}.txt`, `${canary} in a file`);
  const upload = await client.files.startUpload.mutate({ workspaceId, name: `${canary}.csv`, size: 20_000_000 });
  const text = { workspaceId, kind: 'text' as const, title: `${canary} source`, text: `${canary} in a source` };
  const source = await client.sources.create.mutate(text);
  const deletedSource = await client.sources.create.mutate(text);
  await client.sources.delete.mutate({ sourceId: deletedSource.sourceId });
  const { sourceId } = source;
  const texts = await addTexts(app, { workspaceId, sourceId, canary });

  const classified = await addClassification(app, owner, { workspaceId, recordId: texts.recordId, canary });

  const conversation = await client.conversations.create.mutate({ workspaceId, title: `${canary} conversation` });
  await client.conversations.share.mutate({ conversationId: conversation.id, visibility: 'workspace' });
  const sent = await client.chat.send.mutate({ conversationId: conversation.id, text: `${canary} question` });
  await db
    .updateTable('messages')
    .set({ content: `${canary} answer` })
    .where('id', '=', sent.answerId)
    .execute();
  const next = await client.nextMessages.add.mutate({ conversationId: conversation.id, text: `${canary} next` });
  const attachment = await owner.attach(workspaceId, `${canary} attached.txt`, `${canary} in an attachment`);
  await db
    .updateTable('attachments')
    .set({ conversationId: conversation.id })
    .where('id', '=', attachment.id)
    .execute();
  const deleted = await client.conversations.create.mutate({ workspaceId, title: `${canary} deleted` });
  await client.conversations.share.mutate({ conversationId: deleted.id, visibility: 'workspace' });
  await client.conversations.delete.mutate({ conversationId: deleted.id });

  const endpoint = { name: `${canary} model`, baseUrl: 'http://127.0.0.1:9/v1', models: [canary], apiKey: canary };
  const { id: endpointId } = await client.models.save.mutate({ workspaceId, ...endpoint });
  const candidate = { endpointId, endpointName: `${canary} model`, model: canary };
  await db
    .insertInto('modelRequests')
    .values({ workspaceId, ...candidate, purpose: 'answer', inputTokens: 1 })
    .execute();

  const email = `${randomUUID()}@example.org`;
  const invitation = await client.workspaces.invite.mutate({ workspaceId, email, role: 'viewer' });
  const apiKey = await client.apiKeys.create.mutate({ workspaceId, name: `${canary} key`, role: 'owner' });
  await startSession(db, { userId: user.id, userAgent: `${canary} browser`, now: clock() });
  const sessions = await client.session.list.query();
  return {
    canary,
    workspaceId,
    /** Who made all of this. */
    ownerId: user.id,
    memberId,
    fileId: file.id,
    uploadId: upload.id,
    sourceId,
    deletedSourceId: deletedSource.sourceId,
    ...texts,
    ...classified,
    runId: sent.runId,
    conversationId: conversation.id,
    deletedConversationId: deleted.id,
    messageId: sent.messageId,
    answerId: sent.answerId,
    attachmentId: attachment.id,
    nextId: next.nextId as string,
    endpointId,
    invitationId: invitation.id,
    invitationToken: invitation.token,
    apiKeyId: apiKey.id,
    sessionId: sessions.find((session) => !session.current)?.id as string,
  };
}

/** What reading the source would have come to: a record with a passage, and a page with a version. */
async function addTexts(app: TestApp, at: { workspaceId: string; sourceId: string; canary: string }) {
  const { db } = app.services;
  const { workspaceId, sourceId, canary } = at;
  const recordId = randomUUID();
  const place = { workspaceId, sourceId, position: 0, charStart: 0, charEnd: 10, title: canary };
  await db
    .insertInto('records')
    .values({ ...place, id: recordId, text: `${canary} in a record` })
    .execute();
  const chunkId = randomUUID();
  await db
    .insertInto('chunks')
    .values({ ...place, id: chunkId, recordId, text: `${canary} in a passage` })
    .execute();

  const url = `https://example.org/${canary}`;
  const { id: itemId } = await db
    .insertInto('sourceItems')
    .values({ workspaceId, sourceId, url, key: url, origin: '', depth: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('itemVersions')
    .values({ itemId, workspaceId, version: 1, title: canary, text: `${canary} in a page` })
    .execute();
  return { recordId, chunkId, itemId };
}

/** A scheme, and a classification by it that has answered the record. */
async function addClassification(
  app: TestApp,
  { client }: TestUser,
  { workspaceId, recordId, canary }: { workspaceId: string; recordId: string; canary: string },
) {
  const { db, clock } = app.services;
  const fields = [{ key: 'topic', type: 'enum' as const, labels: [{ value: `${canary} label` }] }];
  const scheme = { workspaceId, name: `${canary} scheme`, fields };
  const { schemeId } = await client.schemes.create.mutate(scheme);
  const deleted = await client.schemes.create.mutate(scheme);
  await client.schemes.delete.mutate({ schemeId: deleted.schemeId });
  const made = {
    ...{ workspaceId, name: `${canary} classification`, status: 'completed-with-errors' as const, concurrency: 1 },
    ...{ schemes: toJson([{ schemeId, version: 1 }]), scope: toJson({ subject: 'record' as const }) },
    ...{ provider: toJson({ kind: 'builtin' as const }), createdAt: clock() },
  };
  const insert = async (row: NewRow<'classifications'>) =>
    (await db.insertInto('classifications').values(row).returning('id').executeTakeFirstOrThrow()).id;
  const classificationId = await insert(made);
  const deletedClassificationId = await insert({ ...made, deletedAt: clock() });
  const item = { workspaceId, classificationId, schemeId, schemeVersion: 1, subjectKind: 'record', subjectVersion: 1 };
  const { id: resultId } = await db
    .insertInto('classificationItems')
    .values({
      ...item,
      ...{ position: 1, subjectId: recordId, status: 'done', provider: 'builtin', model: 'none' },
      ...{
        fieldValues: toJson({ topic: `${canary} label` }),
        confidence: toJson({ topic: null }),
        evidence: toJson({}),
      },
      ...{ justification: toJson({}), answeredAt: clock() },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // one that can be retried and resumed, of a text that is gone
  await db
    .insertInto('classificationItems')
    .values({ ...item, position: 2, subjectId: randomUUID(), status: 'failed' })
    .execute();
  return {
    schemeId,
    deletedSchemeId: deleted.schemeId,
    classificationId,
    deletedClassificationId,
    resultId,
  };
}

/** A member who never signs in. */
async function addMember(app: TestApp, workspaceId: string, name: string): Promise<string> {
  const { db } = app.services;
  const { id } = await db
    .insertInto('users')
    .values({ name, email: `${randomUUID()}@example.org`, passwordHash: 'none' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.insertInto('members').values({ workspaceId, userId: id, role: 'editor' }).execute();
  return id;
}

const tables = [
  'members',
  'invitations',
  'apiKeys',
  'runs',
  'files',
  'uploads',
  'sources',
  'records',
  'recordVersions',
  'itemVersions',
  'chunks',
  'conversations',
  'messages',
  'nextMessages',
  'attachments',
  'modelEndpoints',
  'modelRequests',
  'schemes',
  'classifications',
  'classificationItems',
  'judgements',
] as const;

/** Everything that the database holds of a workspace, as one text to compare. `lastUsedAt` of keys may move. */
export async function contentsOf(app: TestApp, workspaceId: string): Promise<string> {
  const { db } = app.services;
  const workspace = await db.selectFrom('workspaces').where('id', '=', workspaceId).selectAll().execute();
  const rows = await Promise.all(
    tables.map((table) => db.selectFrom(table).where('workspaceId', '=', workspaceId).selectAll().execute()),
  );
  const sorted = rows.map((all) => all.map((row) => JSON.stringify({ ...row, lastUsedAt: null })).sort());
  return JSON.stringify([workspace, sorted]);
}
