import { randomUUID } from 'node:crypto';
import { makeXlsx } from '@millrace/reading/test/make-xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

const idOf = async (name: string, text: string) => (await app.upload(app.workspaceId, name, text)).id;

describe('many files at once', () => {
  test('become a source each; one that is not there does not hold up the others', async () => {
    const { workspaceId } = app;
    const fileIds = [await idOf('one.txt', 'The first text.'), randomUUID(), await idOf('two.md', '# The second')];
    const created = await app.client.sources.create.mutate({ workspaceId, kind: 'files', fileIds });
    expect(created.results).toMatchObject([
      { fileId: fileIds[0], title: 'one', existing: false },
      { fileId: fileIds[1], error: { reason: 'files.not-found' } },
      { fileId: fileIds[2], title: 'two', existing: false },
    ]);
    for (const result of created.results ?? []) {
      if ('sourceId' in result) expect((await endedSource(app, result.sourceId)).status).toBe('ready');
    }
  });

  test('with the same octets become one source', async () => {
    const { workspaceId } = app;
    const fileIds = [await idOf('a.txt', 'Twice the same.'), await idOf('b.txt', 'Twice the same.')];
    const { results = [] } = await app.client.sources.create.mutate({ workspaceId, kind: 'files', fileIds });
    const [first, second] = results.map((result) => ('sourceId' in result ? result : undefined));
    expect(second).toEqual({ ...first, fileId: fileIds[1], existing: true });
  });

  test('none of which is there are not found', async () => {
    const files = { workspaceId: app.workspaceId, kind: 'files' as const, fileIds: [randomUUID()] };
    await expect(app.client.sources.create.mutate(files)).rejects.toMatchObject({ data: { kind: 'not-found' } });
  });
});

describe('octets that the workspace has as a source', () => {
  const add = async (name: string, text: string, more = {}) =>
    app.client.sources.create.mutate({
      workspaceId: app.workspaceId,
      kind: 'file',
      fileId: await idOf(name, text),
      ...more,
    });

  test('are said to be there, and make a second source only when that is asked for', async () => {
    const first = await add('Original.txt', 'Known octets.');
    const second = await add('Copy.txt', 'Known octets.');
    expect(second).toMatchObject({ sourceId: first.sourceId, title: 'Original', existing: true });
    expect(await add('Copy.txt', 'Known octets.', { again: true })).toMatchObject({ title: 'Copy', existing: false });
  });

  test('are added anew once the source was deleted, and read again when it had failed', async () => {
    const deleted = await add('Gone.txt', 'Deleted octets.');
    await endedSource(app, deleted.sourceId);
    await app.client.sources.delete.mutate({ sourceId: deleted.sourceId });
    expect(await add('Gone.txt', 'Deleted octets.')).toMatchObject({ existing: false });
    const failed = await add('Blank.txt', '  \n ');
    expect((await endedSource(app, failed.sourceId)).status).toBe('failed');
    const again = await add('Blank.txt', '  \n ');
    expect(again).toMatchObject({ sourceId: failed.sourceId, existing: true });
    expect(again.runId).not.toBe(failed.runId);
  });

  test('of which two uploads are added at once are one source', async () => {
    const both = await Promise.all([add('x.txt', 'At the same time.'), add('y.txt', 'At the same time.')]);
    expect(new Set(both.map(({ sourceId }) => sourceId)).size).toBe(1);
  });
});

describe('a table', () => {
  const text = 'made by hand\nName;Note;Price\nLamp;bright;5\nChair;soft;9\n';
  const rows = async (sourceId: string) =>
    (await app.client.records.list.query({ sourceId })).items.map((record) => [record.title, record.text]);

  test('is read with the options that stand beside its kind', async () => {
    const { workspaceId } = app;
    const fileId = await idOf('prices.csv', text);
    const csv = { workspaceId, kind: 'csv' as const, fileId, delimiter: ';', skipRows: 1 };
    const { sourceId } = await app.client.sources.create.mutate({
      ...csv,
      textColumns: ['Note'],
      titleColumn: 'Name',
    });
    await endedSource(app, sourceId);
    expect(await rows(sourceId)).toEqual([
      ['Lamp', 'Note: bright'],
      ['Chair', 'Note: soft'],
    ]);
  });

  test('is read again with other options, which stay', async () => {
    const { workspaceId } = app;
    const fileId = await idOf('again.csv', `${text}Table;round;7\n`);
    const { sourceId } = await app.client.sources.create.mutate({ workspaceId, kind: 'csv', fileId, skipRows: 1 });
    await endedSource(app, sourceId);
    const options = { csv: { skipRows: 1, textColumns: ['Price'], titleColumn: 'Name' } };
    await app.client.sources.readAgain.mutate({ sourceId, ...options });
    const source = await endedSource(app, sourceId);
    expect(source.options).toEqual(options);
    expect((await rows(sourceId)).at(-1)).toEqual(['Table', 'Price: 7']);
  });

  test('of a workbook leaves out what is hidden until somebody chooses to read it', async () => {
    const name = randomUUID();
    const workbook = makeXlsx([
      {
        name: 'Open',
        rows: [
          ['Name', 'Role'],
          ['Keeper', name],
        ],
      },
      {
        name: 'Pay',
        state: 'hidden',
        rows: [
          ['Name', 'Pay'],
          ['Keeper', 51234],
        ],
      },
    ]);
    const { id: fileId } = await app.upload(app.workspaceId, 'staff.xlsx', workbook);
    const { sourceId } = await app.client.sources.create.mutate({ workspaceId: app.workspaceId, kind: 'file', fileId });
    expect((await endedSource(app, sourceId)).reason).toMatch(/^1 hidden sheet was not read\./);
    expect((await rows(sourceId)).join()).not.toContain('51234');
    await app.client.sources.readAgain.mutate({ sourceId, hidden: true });
    const again = await endedSource(app, sourceId);
    expect([again.reason, again.options]).toEqual([null, { hidden: true }]);
    expect((await rows(sourceId)).join()).toContain('Pay: 51234');
  });

  test('may be a text by its name', async () => {
    const fileId = await idOf('table.txt', 'Name|Note\nLamp|bright\n');
    const { sourceId } = await app.client.sources.create.mutate({
      workspaceId: app.workspaceId,
      kind: 'csv',
      fileId,
      delimiter: '|',
    });
    await endedSource(app, sourceId);
    expect(await rows(sourceId)).toEqual([['Lamp', 'Name: Lamp\nNote: bright']]);
  });

  test('is what only text can be', async () => {
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(40)]);
    const { id: fileId } = await app.upload(app.workspaceId, 'a.png', png);
    const csv = { workspaceId: app.workspaceId, kind: 'csv' as const, fileId };
    await expect(app.client.sources.create.mutate(csv)).rejects.toMatchObject({
      data: { reason: 'sources.no-table' },
    });
  });
});
