import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { sweepUploads } from './sweep-uploads.ts';

const mega = 1024 * 1024;
const modifiedAt = '2026-03-01T12:00:00.000Z';
let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Rows of a table: letters, so that it is taken for one. */
const table = (bytes: number) => Buffer.from(`id,word\n${randomBytes(bytes).toString('hex')}`).subarray(0, bytes);

/** A connection that is cut after these octets. */
const cutAfter = (octets: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(octets);
    },
    pull(controller) {
      controller.error(new Error('the connection was cut'));
    },
  });

const start = (name: string, size: number, more: { modifiedAt?: string } = { modifiedAt }) =>
  app.client.files.startUpload.mutate({ workspaceId: app.workspaceId, name, size, ...more });
const state = (uploadId: string) => app.client.files.uploadState.query({ workspaceId: app.workspaceId, uploadId });
const send = (uploadId: string, offset: number, octets: Uint8Array | ReadableStream<Uint8Array>) =>
  app.uploadPart(app.workspaceId, uploadId, offset, octets);
const stored = async (sha256: string) => buffer(await app.services.storage.open(app.workspaceId, sha256));

describe('an upload in parts', () => {
  test('brings every octet, in order, and is answered with the file', async () => {
    const octets = table(9 * mega);
    const { id, offset } = await start('large.csv', octets.length);
    expect(offset).toBe(0);
    expect(await send(id, 0, octets.subarray(0, 8 * mega))).toMatchObject({ offset: 8 * mega, file: null });
    const { file } = await send(id, 8 * mega, octets.subarray(8 * mega));
    expect(file).toMatchObject({ size: octets.length, mediaType: 'text/csv' });
    expect((await stored(file?.sha256 ?? '')).equals(octets)).toBe(true);
    // who lost the last answer finds it
    expect((await state(id)).file).toEqual(file);
  });

  test('goes on after a cut where it was, also when it is begun again after a reload', async () => {
    const octets = table(3 * mega);
    const { id } = await start('cut.csv', octets.length);
    await expect(send(id, 0, cutAfter(octets.subarray(0, mega)))).rejects.toThrow();
    expect((await state(id)).offset).toBe(mega);
    const again = await start('cut.csv', octets.length);
    expect(again).toMatchObject({ id, offset: mega });
    const { file } = await send(id, mega, octets.subarray(mega));
    expect(file?.sha256).toBe(createHash('sha256').update(octets).digest('hex'));
    expect((await start('cut.csv', octets.length)).id).not.toBe(id);
  });

  test('that leaves octets out is told where to go on', async () => {
    const { id } = await start('gap.csv', 100);
    const error = { data: { kind: 'conflict', reason: 'files.upload-offset' } };
    await expect(send(id, 50, table(50))).rejects.toMatchObject(error);
    expect((await state(id)).offset).toBe(0);
  });

  test('whose part comes twice, the first one late, is whole', async () => {
    const octets = table(2 * mega);
    const { id } = await start('twice.csv', octets.length);
    await Promise.all([send(id, 0, octets.subarray(0, mega)), send(id, 0, octets.subarray(0, mega + 1000))]);
    const { offset } = await state(id);
    expect(offset).toBe(mega + 1000);
    const { file } = await send(id, offset, octets.subarray(offset));
    expect((await stored(file?.sha256 ?? '')).equals(octets)).toBe(true);
  });

  test('that brings more than was announced is refused', async () => {
    const { id } = await start('more.csv', 100);
    await expect(send(id, 0, table(101))).rejects.toMatchObject({ data: { reason: 'files.too-large' } });
  });

  test('of what is not what it is named is refused at its first part and forgotten', async () => {
    const { id } = await start('picture.csv', 20_000);
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(9_000)]);
    await expect(send(id, 0, png)).rejects.toMatchObject({ data: { reason: 'files.type-mismatch' } });
    await expect(state(id)).rejects.toMatchObject({ data: { kind: 'not-found' } });
  });

  test.each([
    ['setup.exe', 1_000, 'files.not-allowed'],
    ['report.pdf', 10 * mega + 1, 'files.too-large'],
    ['photo.png', 5 * mega + 1, 'files.too-large'],
    ['call.mp3', 10 * mega + 1, 'files.too-large'],
    ['table.csv', 100 * mega + 1, 'files.too-large'],
    ['empty.csv', 0, 'input'],
  ])('of %s with %i bytes is refused before anything is sent', async (name, size, reason) => {
    await expect(start(name, size)).rejects.toMatchObject({ data: { kind: 'invalid', reason } });
  });

  test('that is given up is gone, and nobody else goes on with one', async () => {
    const { id } = await start('mine.csv', 100);
    const { token } = await app.client.workspaces.invite.mutate({
      workspaceId: app.workspaceId,
      email: 'grace@example.org',
      role: 'editor',
    });
    const grace = await app.as('grace');
    await grace.client.workspaces.acceptInvitation.mutate({ token });
    const asGrace = { workspaceId: app.workspaceId, uploadId: id };
    await expect(grace.client.files.uploadState.query(asGrace)).rejects.toMatchObject({ data: { kind: 'not-found' } });
    await app.client.files.cancelUpload.mutate(asGrace);
    await expect(state(id)).rejects.toMatchObject({ data: { kind: 'not-found' } });
  });
});

test('an upload that nobody went on with for a day is swept with its octets', async () => {
  await using own = await testApp();
  const begin = (name: string) =>
    own.client.files.startUpload.mutate({ workspaceId: own.workspaceId, name, size: 1_000 });
  const old = await begin('old.csv');
  await own.uploadPart(own.workspaceId, old.id, 0, table(10));
  expect(await sweepUploads(own.services)).toBe(0);
  own.travel(25 * 60 * 60 * 1000);
  expect(await sweepUploads(own.services)).toBe(1);
  await expect(own.services.storage.drafts.open(old.id, 1)).rejects.toMatchObject({ kind: 'not-found' });
});

describe('the room of a workspace', () => {
  test('is counted with what is under way, and what does not fit is refused with the numbers', async () => {
    await using own = await testApp({
      settings: {
        uploads: { tableBytes: mega, imageBytes: mega, audioBytes: mega, workspaceBytes: 3_000, workspaceFiles: 3 },
      },
    });
    const { workspaceId } = own;
    const usage = () => own.client.files.usage.query({ workspaceId });
    await own.upload(workspaceId, 'a.txt', 'a'.repeat(1_000));
    // the same octets take no second room
    await own.upload(workspaceId, 'a again.txt', 'a'.repeat(1_000));
    const begun = await own.client.files.startUpload.mutate({ workspaceId, name: 'b.csv', size: 1_500 });
    expect(await usage()).toEqual({ bytes: { used: 2_500, limit: 3_000 }, files: { used: 2, limit: 3 } });
    const full = { data: { kind: 'invalid', reason: 'files.workspace-full' } };
    await expect(own.upload(workspaceId, 'c.txt', 'c'.repeat(501))).rejects.toMatchObject(full);
    await expect(own.upload(workspaceId, 'c.txt', 'c'.repeat(501))).rejects.toThrow(/2 KB of its 2 KB/);
    const text = { workspaceId, kind: 'text' as const, title: 'Long', text: 'x'.repeat(501) };
    await expect(own.client.sources.create.mutate(text)).rejects.toMatchObject(full);
    expect((await own.uploadPart(workspaceId, begun.id, 0, table(1_500))).file).not.toBeNull();
    await own.upload(workspaceId, 'd.txt', 'd'.repeat(500));
    await expect(own.upload(workspaceId, 'e.txt', 'e')).rejects.toThrow(/has 3 files/);
  });
});
