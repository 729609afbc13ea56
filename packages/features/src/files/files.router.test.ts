import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { textPdf } from '@millrace/reading/test/make-pdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { authenticate } from '../session/authenticate.ts';
import { receiveUpload } from './receive-upload.ts';
import { serveFile } from './serve-file.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const pdf = textPdf(['A page.']);
const rowsOf = (workspaceId: string) =>
  app.services.db.selectFrom('files').selectAll().where('workspaceId', '=', workspaceId).execute();

describe('an upload', () => {
  test('is stored under its hash and answered with what it is', async () => {
    const file = await app.upload(app.workspaceId, 'Jahresbericht – Übersicht 👋.pdf', pdf);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect(file).toEqual({ id: expect.any(String), sha256, size: pdf.length, mediaType: 'application/pdf' });
    const [row] = (await rowsOf(app.workspaceId)).filter(({ id }) => id === file.id);
    expect(row).toMatchObject({ name: 'Jahresbericht – Übersicht 👋.pdf', createdBy: app.user.id });
    const stored = await buffer(await app.services.storage.open(app.workspaceId, sha256));
    expect(stored.equals(pdf)).toBe(true);
  });

  test.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['a\0b.txt', 'ab.txt'],
    ['cod\u202etxt.txt', 'codtxt.txt'],
    ['C:\\Users\\ada\\notes.txt', 'notes.txt'],
  ])('named %j is kept as %j', async (name, kept) => {
    const { id } = await app.upload(app.workspaceId, name, `text of ${kept}`);
    expect((await rowsOf(app.workspaceId)).find((row) => row.id === id)?.name).toBe(kept);
  });

  test.each([
    ['an empty file', 'empty.pdf', Buffer.alloc(0), 'files.empty'],
    [
      'a program named .pdf',
      'setup.pdf',
      Buffer.concat([Buffer.from('MZ\x90\0\x03'), Buffer.alloc(500)]),
      'files.type-mismatch',
    ],
    ['a kind that is not accepted', 'page.svg', Buffer.from('<svg/>'), 'files.not-allowed'],
    ['a byte more than the limit', 'big.txt', Buffer.alloc(10_485_761, 'a'), 'files.too-large'],
  ])('of %s is refused with its reason and keeps nothing', async (_, name, octets, reason) => {
    const { workspaceId, upload } = await app.as('grace');
    await expect(upload(workspaceId, name, octets)).rejects.toMatchObject({ data: { kind: 'invalid', reason } });
    expect(await rowsOf(workspaceId)).toEqual([]);
  });

  test('that announces too much is refused before it is read', async () => {
    const client = app.withHeaders({
      'x-workspace-id': app.workspaceId,
      'x-file-name': 'a.txt',
      'content-length': String(300 * 1024 * 1024),
    });
    const body = new Blob(['abc']).stream();
    await expect(client.files.upload.mutate(body as never)).rejects.toThrow(/larger than 10 MB/);
  });

  test('without a name, or with one that is not percent-encoded, is refused', async () => {
    for (const name of [undefined, '', '%E0%A4%A']) {
      const headers = { 'x-workspace-id': app.workspaceId, ...(name === undefined ? {} : { 'x-file-name': name }) };
      const upload = app.withHeaders(headers).files.upload.mutate(new Blob(['abc']).stream() as never);
      await expect(upload).rejects.toMatchObject({ data: { reason: 'files.name' } });
    }
  });

  test('that is too large is read to its end, so that the sender gets to the answer', async () => {
    let taken = 0;
    const octets = new ReadableStream<Uint8Array>({
      pull(controller) {
        taken += 1;
        if (taken > 300) controller.close();
        else controller.enqueue(new Uint8Array(100_000).fill(97));
      },
    });
    const upload = receiveUpload(app.services, {
      workspaceId: app.workspaceId,
      createdBy: null,
      encodedName: 'big.txt',
      declaredBytes: undefined,
      octets,
      signal: undefined,
    });
    await expect(upload).rejects.toMatchObject({ reason: 'files.too-large' });
    await expect.poll(() => taken).toBe(301);
  });

  test('that breaks off keeps nothing', async () => {
    const { workspaceId } = await app.as('hedy');
    const stop = new AbortController();
    const octets = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.alloc(20_000, 'a'));
        setTimeout(() => stop.abort(), 20);
      },
    });
    const upload = receiveUpload(app.services, {
      workspaceId,
      createdBy: null,
      encodedName: 'half.txt',
      declaredBytes: undefined,
      octets,
      signal: stop.signal,
    });
    await expect(upload).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await rowsOf(workspaceId)).toEqual([]);
  });

  test('into a workspace of others finds nothing, and nobody must sign in', async () => {
    const stranger = await app.as('eve');
    await expect(stranger.upload(app.workspaceId, 'a.txt', 'abc')).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
    await expect(app.anonymous().upload(app.workspaceId, 'a.txt', 'abc')).rejects.toMatchObject({
      data: { kind: 'unauthenticated' },
    });
  });
});

describe('GET /files/:id', () => {
  const callerOf = (of: { sessionToken(): string | undefined }) =>
    authenticate(app.services.db, { sessionToken: of.sessionToken() }, app.services.clock());
  const get = async (fileId: string, request: Partial<Parameters<typeof serveFile>[2]> = {}) =>
    serveFile(app.services, await callerOf(app), { fileId, method: 'GET', ...request });
  const content = randomBytes(5_000).toString('hex');
  let id: string;
  let etag: string;
  beforeAll(async () => {
    const file = await app.upload(app.workspaceId, 'Ünï "code"\' (1).txt', content);
    id = file.id;
    etag = `"${createHash('sha256').update(content).digest('hex')}"`;
  });

  test('brings the file as an attachment that no browser runs', async () => {
    const { status, headers, body } = await get(id);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="_n_ _code_' (1).txt"; filename*=UTF-8''%C3%9Cn%C3%AF%20%22code%22%27%20%281%29.txt`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      etag,
    });
    expect(body && (await buffer(body)).toString()).toBe(content);
  });

  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=9990-', 9_990, 9_999],
    ['bytes=-10', 9_990, 9_999],
    ['bytes=100-999999', 100, 9_999],
    ['bytes=-999999', 0, 9_999],
  ])('brings the part that %s asks for', async (range, from, to) => {
    const { status, headers, body } = await get(id, { range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${from}-${to}/10000`);
    expect(headers['content-length']).toBe(String(to - from + 1));
    expect(body && (await buffer(body)).toString()).toBe(content.slice(from, to + 1));
  });

  test('refuses a part behind the end', async () => {
    const { status, headers, body } = await get(id, { range: 'bytes=10000-' });
    expect([status, headers['content-range'], body]).toEqual([416, 'bytes */10000', undefined]);
  });

  test.each(['bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'nonsense'])(
    'ignores the range %s',
    async (range) => {
      const { status, body } = await get(id, { range });
      body?.destroy();
      expect(status).toBe(200);
    },
  );

  test('a part of an older version is answered with the whole', async () => {
    const { status, body } = await get(id, { range: 'bytes=0-1', ifRange: '"older"' });
    body?.destroy();
    expect(status).toBe(200);
  });

  test('says that nothing has changed, and HEAD brings headers only', async () => {
    expect(await get(id, { ifNoneMatch: `"x", W/${etag}` })).toMatchObject({ status: 304, body: undefined });
    expect(await get(id, { method: 'HEAD' })).toMatchObject({ status: 200, body: undefined });
  });

  test('what is foreign, unknown or no id is not found alike; nobody must sign in', async () => {
    const stranger = await callerOf(await app.as('eve'));
    const request = { method: 'GET' as const };
    await expect(serveFile(app.services, stranger, { ...request, fileId: id })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(get(randomUUID())).rejects.toMatchObject({ kind: 'not-found' });
    await expect(get('../../etc/passwd')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(serveFile(app.services, null, { ...request, fileId: id })).rejects.toMatchObject({
      kind: 'unauthenticated',
    });
  });

  test('a file whose source was deleted is gone until the deletion is undone', async () => {
    const file = await app.upload(app.workspaceId, 'gone.txt', 'soon gone');
    const { sourceId } = await app.client.sources.create.mutate({
      workspaceId: app.workspaceId,
      kind: 'file',
      fileId: file.id,
    });
    await app.client.sources.delete.mutate({ sourceId });
    await expect(get(file.id)).rejects.toMatchObject({ kind: 'not-found' });
    await app.client.sources.restore.mutate({ sourceId });
    const { status, body } = await get(file.id);
    body?.destroy();
    expect(status).toBe(200);
  });
});
