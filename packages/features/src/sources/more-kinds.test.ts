import { makeDocx, paragraph } from '@millrace/reading/test/make-docx';
import { makeOdf } from '@millrace/reading/test/make-odf';
import { textPdf } from '@millrace/reading/test/make-pdf';
import { makePptx, shape, slideParagraph } from '@millrace/reading/test/make-pptx';
import { makeZip } from '@millrace/reading/test/make-zip';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { serveFile } from '../files/serve-file.ts';
import { authenticate } from '../session/authenticate.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

async function added(name: string, octets: Buffer | string) {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, name, octets);
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
  const source = await endedSource(app, sourceId);
  const { items } = await client.records.list.query({ sourceId });
  return { source, sourceId, items };
}

async function firstHit(query: string, sourceId: string) {
  const { hits } = await app.client.search.query.query({ workspaceId: app.workspaceId, query });
  return hits.find((hit) => hit.sourceId === sourceId);
}

test('a presentation is found by its slide, its notes too, and hidden slides are reported', async () => {
  const { source, sourceId } = await added(
    'plan.pptx',
    makePptx([
      { shapes: [shape('title', [slideParagraph('The turquoise sluice')])] },
      { shapes: [shape('title', [slideParagraph('Salaries')])], hidden: true },
      { shapes: [shape('title', [slideParagraph('Costs')])], notes: 'Mention the amaranth gate.' },
    ]),
  );
  expect(source).toMatchObject({
    status: 'ready',
    reason: '1 hidden slide was not read: 2.',
    counts: { records: 2 },
  });
  expect(await firstHit('amaranth gate', sourceId)).toMatchObject({ page: 3 });
});

test('an archive is one source: each hit tells the file in it and its page, and what is not read is reported', async () => {
  const { source, sourceId, items } = await added(
    'documents.zip',
    makeZip([
      { name: 'reports/mill.pdf', content: textPdf(['Nothing here.', 'The cerulean wheel turns.']) },
      { name: 'letter.docx', content: makeDocx([paragraph('The vermilion letter', 1)]) },
      { name: 'letter.odt', content: makeOdf('text', '<text:p>An ochre letter.</text:p>') },
      { name: 'setup.exe', content: 'MZ' },
    ]),
  );
  expect(source).toMatchObject({
    status: 'ready',
    reason: 'Not read: setup.exe. .exe files are not read.',
    counts: { records: 4 },
  });
  expect(await firstHit('cerulean wheel', sourceId)).toMatchObject({
    page: null,
    place: { kind: 'member', path: 'reports/mill.pdf', page: 2, sheet: null, row: null },
  });
  expect(items.map(({ title }) => title)).toEqual(['mill.pdf', 'mill.pdf', 'The vermilion letter', 'letter.odt']);
});

test('an older document that is a web page in truth is read as one, and served as nothing that runs', async () => {
  const { source, items } = await added('export.xls', '<table><tr><th>Name</th></tr><tr><td>Sienna</td></tr></table>');
  expect(source).toMatchObject({ status: 'ready', file: { mediaType: 'text/html' } });
  expect(items[0]?.text).toContain('Sienna');
  const { key } = await app.client.apiKeys.create.mutate({
    workspaceId: app.workspaceId,
    name: 'viewer',
    role: 'viewer',
  });
  const { services } = app;
  const caller = await authenticate(services.db, { authorization: `Bearer ${key}` }, services.clock());
  const { headers } = await serveFile(services, caller, { fileId: source.file?.id ?? '', method: 'HEAD' });
  expect(headers).toMatchObject({
    'content-disposition': expect.stringMatching(/^attachment/),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
});
