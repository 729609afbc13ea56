import { describe, expect, it } from 'vitest';
import { httpApp } from '../test/http-app.ts';

const mega = 1024 * 1024;
type Refusal = { error: { message: string; data: { kind: string } } };
const jsonOf = (answer: Response) => answer.json() as Promise<Refusal>;

/** A body whose length is not announced. */
const unannounced = (bytes: number) =>
  new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += mega)
        controller.enqueue(new Uint8Array(Math.min(mega, bytes - sent)).fill(97));
      controller.close();
    },
  });

describe('a body that is too large', () => {
  it('is refused in words when it is a chat message of a megabyte', async () => {
    await using http = await httpApp();
    const { id } = await http.app.client.conversations.create.mutate({ workspaceId: http.app.workspaceId });
    const answer = await http.post('/trpc/chat.send', { conversationId: id, text: 'a'.repeat(mega) });
    expect(answer.status).toBe(400);
    expect((await jsonOf(answer)).error.data).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('32,000'),
    });
  });

  it.each([
    ['announced', () => JSON.stringify({ name: 'a'.repeat(3 * mega) })],
    ['not announced', () => unannounced(30 * mega)],
  ])('is refused with 413 when it is JSON of megabytes, %s, and the client gets to read it', async (_, body) => {
    await using http = await httpApp();
    const init = { body: body(), duplex: 'half' } as RequestInit;
    const answer = await http.post('/trpc/workspaces.create', undefined, init);
    expect(answer.status).toBe(413);
    expect((await jsonOf(answer)).error).toMatchObject({
      message: expect.stringContaining('2 MB'),
      data: { code: 'PAYLOAD_TOO_LARGE', httpStatus: 413, kind: 'invalid', reason: 'http.body-too-large' },
    });
  });

  it('takes a whole text block of two million letters of three bytes', async () => {
    await using http = await httpApp();
    const text = 'नमस्ते। '.repeat(250_000);
    const { workspaceId } = http.app;
    const answer = await http.post('/trpc/sources.create', { workspaceId, kind: 'text', title: 'Long', text });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['announced', () => new Uint8Array(3 * mega)],
    ['not announced', () => unannounced(30 * mega)],
  ])('is refused as an upload above the limit, %s, and nothing of it is kept', async (_, body) => {
    await using http = await httpApp({ settings: { maxUploadBytes: mega } });
    const headers = {
      'content-type': 'application/octet-stream',
      'x-workspace-id': http.app.workspaceId,
      'x-file-name': 'large.txt',
    };
    const init = { headers, body: body(), duplex: 'half' } as RequestInit;
    const answer = await http.post('/trpc/files.upload', undefined, init);
    expect([400, 413]).toContain(answer.status);
    expect((await jsonOf(answer)).error).toMatchObject({
      message: expect.stringContaining('1 MB'),
      data: { kind: 'invalid', reason: 'files.too-large' },
    });
    expect(await http.app.services.db.selectFrom('files').select('id').execute()).toEqual([]);
  });

  it('does not gather in memory for somebody who may not upload', async () => {
    await using http = await httpApp({ settings: { maxUploadBytes: 1_000 * mega } });
    const headers = { 'content-type': 'application/octet-stream', 'x-workspace-id': http.app.workspaceId, cookie: '' };
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          if (pulled > 100) controller.close();
          else controller.enqueue(new Uint8Array(mega));
        },
      },
      { highWaterMark: 0 },
    );
    const before = process.memoryUsage().arrayBuffers;
    const init = { headers, body, duplex: 'half' } as RequestInit;
    const answer = await http.post('/trpc/files.upload', undefined, init);
    expect(answer.status).toBe(401);
    await answer.text();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * mega);
  });
});
