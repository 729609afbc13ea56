import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

test('many bad files, each with its reason, do not stop the good one behind them', async () => {
  const { workspaceId, client } = app;
  const bad: [name: string, octets: string, reason: RegExp][] = [
    ['cut.pdf', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog', /damaged or cut off/],
    ['blank.txt', ' \n ', /only whitespace/],
    ['quote.csv', 'a,b\n"never closed', /has no end/],
    ['torn.docx', 'PK\x03\x04 torn off behind this', /damaged/],
    ['torn.xlsx', 'PK\x03\x04 torn off as well', /damaged/],
    ['nothing.html', '<html><body></body></html>', /text|nothing/i],
  ];
  const fileIds: string[] = [];
  for (let n = 0; n < 2 * bad.length; n++) {
    const [name, octets] = bad[n % bad.length] as (typeof bad)[number];
    // other octets each time, or they would be one source
    const more = name.endsWith('.html') ? `<!-- ${n} -->` : name.endsWith('.txt') ? ' '.repeat(n) : `${n}`;
    fileIds.push((await app.upload(workspaceId, name, octets + more)).id);
  }
  const { results = [] } = await client.sources.create.mutate({ workspaceId, kind: 'files', fileIds });
  const { id: fileId } = await app.upload(workspaceId, 'good.txt', 'The good one behind them.');
  const good = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId });
  await app.startWorker();
  expect((await endedSource(app, good.sourceId)).status).toBe('ready');
  for (const [n, result] of results.entries()) {
    const source = await endedSource(app, 'sourceId' in result ? result.sourceId : '');
    const [name, , reason] = bad[n % bad.length] as (typeof bad)[number];
    expect(source.status, `${name} ${n}`).toBe('failed');
    expect(source.reason, `${name} ${n}`).toMatch(reason);
  }
}, 120_000);

test('a table of 40 MB does not hold up the others, and is not taken for dead', async () => {
  const { workspaceId, client } = app;
  const rows = Buffer.alloc(40_000_000, `wheel,${'turns and grinds '.repeat(40)}\n`);
  const { id: largeId } = await app.upload(workspaceId, 'large.csv', Buffer.concat([Buffer.from('name,use\n'), rows]));
  // little is kept of each row: the reading is the point, not the database
  const table = { workspaceId, kind: 'csv' as const, fileId: largeId, textColumns: ['name'] };
  const { sourceId, runId } = await client.sources.create.mutate(table);
  await expect
    .poll(async () => (await client.sources.get.query({ sourceId })).counts.records, { timeout: 120_000 })
    .toBeGreaterThan(0);
  const { id: smallId } = await app.upload(workspaceId, 'small.txt', 'A small one that came later.');
  const small = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: smallId });
  expect((await endedSource(app, small.sourceId)).status).toBe('ready');
  const run = await app.services.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow();
  expect(run).toMatchObject({ status: 'running', attempt: 1, crashes: 0 });
  await client.jobs.cancel.mutate({ runId });
  expect((await endedSource(app, sourceId)).status).toBe('cancelled');
}, 180_000);
