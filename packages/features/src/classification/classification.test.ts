import { buffer } from 'node:stream/consumers';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

const topic = {
  key: 'topic',
  type: 'enum' as const,
  labels: [
    { value: 'water', description: 'Taps, pipes and pumps without water' },
    { value: 'roads', description: 'Holes in the road, broken pavements and bridges' },
  ],
};
const texts = [
  'The tap has had no water since Monday.',
  'A pipe of the water network has burst.',
  'There is a deep hole in the road.',
  'The pavement and the bridge are broken.',
];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
  const { client, workspaceId } = app;
  for (const [at, text] of texts.entries()) {
    const { runId } = await client.sources.create.mutate({ workspaceId, kind: 'text', title: `Letter ${at}`, text });
    await ended(runId);
  }
}, 120_000);
afterAll(() => app?.[Symbol.asyncDispose]());

async function ended(runId: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { status } = await app.client.jobs.get.query({ runId });
      if (status === 'queued' || status === 'running') throw new Error(`the run is ${status}`);
    },
    { timeout: 60_000, interval: 100 },
  );
}

const scope = { subject: 'record' as const };

async function newScheme(fields: object[] = [topic]): Promise<string> {
  const input = { workspaceId: app.workspaceId, name: 'Topics', fields: fields as [typeof topic] };
  return (await app.client.schemes.create.mutate(input)).schemeId;
}

/** A model of the scripted server, as the environment connects it. */
async function scriptedModel(knobs: string): Promise<{ kind: 'model'; endpointId: null; model: string }> {
  const model = `scripted:${knobs}`;
  await app.answerWith(model);
  return { kind: 'model', endpointId: null, model };
}

test('without a model texts get the labels that are nearest, and people correct and accept them', async () => {
  const { client, workspaceId } = app;
  const schemeIds = [await newScheme()];
  const provider = { kind: 'builtin' as const };
  const plan = await client.classifications.plan.query({ workspaceId, schemeIds, scope, provider });
  expect(plan).toMatchObject({ items: 4, cached: 0, cost: 0, warnings: [] });
  const { classificationId, runId } = await client.classifications.create.mutate({
    workspaceId,
    schemeIds,
    scope,
    provider,
  });
  await ended(runId);
  const view = await client.classifications.get.query({ classificationId });
  expect(view).toMatchObject({ status: 'completed', counts: { total: 4, done: 4, failed: 0 } });
  const { items, total, nextCursor } = await client.results.list.query({ classificationId, limit: 200 });
  expect([total, nextCursor]).toEqual([4, null]);
  expect(items.map(({ values }) => values.topic)).toEqual(['water', 'water', 'roads', 'roads']);
  expect(items[0]).toMatchObject({ status: 'done', confidence: { topic: null }, human: {}, review: null });

  const [first, second] = items;
  const corrected = await client.results.correct.mutate({
    resultId: first!.id,
    values: { topic: 'roads' },
    expectedVersion: 0,
  });
  expect(corrected).toMatchObject({
    values: { topic: 'water' },
    human: { topic: 'roads' },
    accepted: { topic: 'roads' },
    review: 'corrected',
  });
  await expect(
    client.results.correct.mutate({ resultId: first!.id, values: { topic: 'water' }, expectedVersion: 0 }),
  ).rejects.toMatchObject({ data: { kind: 'conflict' } });
  await expect(client.results.correct.mutate({ resultId: first!.id, values: { topic: 'air' } })).rejects.toMatchObject({
    data: { kind: 'invalid', reason: 'results.values' },
  });
  await client.results.accept.mutate({ resultId: second!.id });
  const facets = await client.results.facets.query({ classificationId });
  expect(facets.fields.topic?.values).toEqual([
    { value: 'roads', count: 3 },
    { value: 'water', count: 1 },
  ]);
  const agreement = await client.results.agreement.query({ classificationId });
  expect(agreement.topic).toMatchObject({ n: 2, agreement: 0.5 });

  const again = await client.classifications.create.mutate({ workspaceId, schemeIds, scope, provider });
  await ended(again.runId);
  const kept = await client.results.list.query({ classificationId: again.classificationId });
  expect(kept.items[0]).toMatchObject({ human: { topic: 'roads' }, accepted: { topic: 'roads' } });
});

test('a model answers in the shape of the scheme; what it has answered is not paid for again', async () => {
  const { client, workspaceId } = app;
  const schemeIds = [await newScheme([{ ...topic, evidence: true, justification: true }])];
  const provider = await scriptedModel('json=valid');
  const tried = await client.classifications.try.mutate({ workspaceId, schemeIds, scope, provider, limit: 2 });
  expect(tried.results).toHaveLength(2);
  expect(tried.results[0]).toMatchObject({ status: 'done', confidence: { topic: expect.any(Number) } });
  const first = await client.classifications.create.mutate({ workspaceId, schemeIds, scope, provider });
  await ended(first.runId);
  const { items } = await client.results.list.query({ classificationId: first.classificationId });
  expect(items.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
  expect(items[0]!.evidence.topic).toEqual([{ quote: 'The tap has had', start: 0, end: 15, page: null, found: true }]);
  const plan = await client.classifications.plan.query({ workspaceId, schemeIds, scope, provider });
  expect(plan).toMatchObject({ items: 4, cached: 4, tokens: { input: 0, output: 0 } });
  const second = await client.classifications.create.mutate({ workspaceId, schemeIds, scope, provider });
  await ended(second.runId);
  const view = await client.classifications.get.query({ classificationId: second.classificationId });
  expect(view).toMatchObject({ counts: { total: 4, done: 4, cached: 4 }, tokens: { input: 0, output: 0 } });
});

test.for([
  ['off-label', 'off-label'],
  ['prose', 'not-json'],
  ['half', 'truncated'],
  ['empty', 'empty'],
] as const)(
  'a model that answers %s leaves a failed result with the code %s, after one repair',
  async ([json, code]) => {
    const { client, workspaceId } = app;
    const schemeIds = [await newScheme()];
    const provider = await scriptedModel(`json=${json}`);
    const { classificationId, runId } = await client.classifications.create.mutate({
      workspaceId,
      schemeIds,
      scope,
      provider,
    });
    await ended(runId);
    const { items } = await client.results.list.query({ classificationId });
    expect(items.map(({ error }) => error?.code)).toEqual([code, code, code, code]);
    expect((await client.classifications.get.query({ classificationId })).status).toBe('failed');
  },
);

test('a key that is refused pauses the classification with the reason, and it continues with another one', async () => {
  const { client, workspaceId } = app;
  const schemeIds = [await newScheme()];
  const provider = await scriptedModel('json=valid,status=401');
  const { classificationId, runId } = await client.classifications.create.mutate({
    workspaceId,
    schemeIds,
    scope,
    provider,
  });
  await ended(runId);
  const view = await client.classifications.get.query({ classificationId });
  expect(view).toMatchObject({ status: 'paused', counts: { total: 4, done: 0, failed: 0 } });
  expect(view.reason).toContain('key');
});

test('what is seen is exported in four formats, and no cell of a table is a formula', async () => {
  const { client, workspaceId, services } = app;
  const text = '=1+1 is no water in the tap';
  const source = await client.sources.create.mutate({ workspaceId, kind: 'text', title: '=cmd', text });
  await ended(source.runId);
  const schemeIds = [await newScheme([topic, { key: 'note', type: 'text', unknown: true }])];
  const provider = { kind: 'builtin' as const };
  const sourceIds = [source.sourceId];
  const { classificationId, runId } = await client.classifications.create.mutate({
    ...{ workspaceId, schemeIds, provider },
    scope: { ...scope, sourceIds },
  });
  await ended(runId);
  const { items } = await client.results.list.query({ classificationId });
  await client.results.correct.mutate({ resultId: items[0]!.id, values: { note: '@SUM(1)' } });
  const exported = async (format: 'csv' | 'json' | 'xlsx' | 'parquet') => {
    const exporting = await client.results.export.mutate({ classificationId, format });
    await ended(exporting.runId);
    const runs = services.db.selectFrom('runs').selectAll();
    const run = await runs.where('id', '=', exporting.runId).executeTakeFirstOrThrow();
    expect(run).toMatchObject({ status: 'succeeded', error: null });
    const { fileId } = run.result as { fileId: string };
    const file = await services.db.selectFrom('files').selectAll().where('id', '=', fileId).executeTakeFirstOrThrow();
    return buffer(await services.storage.open(workspaceId, file.sha256));
  };
  const csv = (await exported('csv')).toString('utf8');
  expect(csv).toContain("'=cmd");
  expect(csv).toContain("'@SUM(1)");
  const json = JSON.parse((await exported('json')).toString('utf8'));
  expect(json).toEqual((await client.results.list.query({ classificationId })).items);
  const { Sheets, SheetNames } = read(await exported('xlsx'));
  const [row] = utils.sheet_to_json<Record<string, unknown>>(Sheets[SheetNames[0]!]!);
  expect(row).toMatchObject({ title: '=cmd', topic: 'water', note: '@SUM(1)', review: 'corrected' });
  expect((await exported('parquet')).subarray(0, 4).toString()).toBe('PAR1');
});

test('labels of a table are what people say; what no field knows is counted and changes nothing', async () => {
  const { client, workspaceId } = app;
  const schemeIds = [await newScheme()];
  const provider = { kind: 'builtin' as const };
  const input = { workspaceId, schemeIds, scope, provider };
  const { classificationId, runId } = await client.classifications.create.mutate(input);
  await ended(runId);
  const { items } = await client.results.list.query({ classificationId });
  const byHand = items.find(({ subject }) => subject.title === 'Letter 3');
  await client.results.correct.mutate({ resultId: byHand!.id, values: { topic: 'roads' } });
  const csv = 'title,label\nLetter 0,Roads\nletter 1,air\nLetter 3,water\nLetter 99,water\n';
  const headers = { 'x-file-name': 'labels.csv', 'x-workspace-id': workspaceId };
  const { id: fileId } = await app.withHeaders(headers).files.upload.mutate(new Blob([csv]).stream() as never);
  const match = { column: 'title', by: 'title' as const };
  const labels = { classificationId, fileId, match, columns: { label: 'topic' } };
  expect(await client.results.importLabels.mutate(labels)).toEqual({ matched: 2, unmatched: 1, invalid: 1 });
  const after = await client.results.list.query({ classificationId });
  const human = Object.fromEntries(after.items.map((item) => [item.subject.title, item.human]));
  expect(human).toMatchObject({ 'Letter 0': { topic: 'roads' }, 'Letter 1': {}, 'Letter 3': { topic: 'roads' } });
  const unknown = { ...labels, columns: { label: 'nothing' } };
  await expect(client.results.importLabels.mutate(unknown)).rejects.toMatchObject({ data: { kind: 'invalid' } });
});

test('a scope that names what is not there is refused', async () => {
  const { client, workspaceId } = app;
  const schemeIds = [await newScheme()];
  const provider = { kind: 'builtin' as const };
  const none = { subject: 'record' as const, query: 'nowhere to be found' };
  await expect(
    client.classifications.create.mutate({ workspaceId, schemeIds, scope: none, provider }),
  ).rejects.toMatchObject({ data: { kind: 'invalid', reason: 'classification.nothing' } });
  const foreign = { subject: 'record' as const, sourceIds: [crypto.randomUUID()] };
  await expect(
    client.classifications.plan.query({ workspaceId, schemeIds, scope: foreign, provider }),
  ).rejects.toMatchObject({ data: { kind: 'not-found' } });
});
