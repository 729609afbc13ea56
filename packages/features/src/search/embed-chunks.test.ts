import type { Embedder } from '@millrace/llm/port';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEngine } from '../../test/engine.ts';
import { seedPassages } from '../../test/seed-passages.ts';
import { testEmbedder } from '../../test/test-embedder.ts';
import { embedChunksHandler } from './embed-chunks.handler.ts';
import { startStaleEmbeddings } from './start-stale-embeddings.ts';

const older: Embedder = { ...testEmbedder, model: 'an older model' };
const texts = Array.from({ length: 70 }, (_, i) => `Passage ${i}. `);

describe('making vectors anew when the embedder has changed', () => {
  let engine: Awaited<ReturnType<typeof openEngine>>;
  let calls: number;

  beforeEach(async () => {
    engine = await openEngine({ 'search.embed-chunks': embedChunksHandler });
    calls = 0;
    const embedder: Embedder = {
      ...testEmbedder,
      embed: (some, signal) => {
        calls += 1;
        return testEmbedder.embed(some, signal);
      },
    };
    Object.assign(engine.services, { llm: { embedder } });
  });
  afterEach(async () => {
    await engine[Symbol.asyncDispose]();
  });

  const seed = (more: Partial<Parameters<typeof seedPassages>[1]> = {}) =>
    seedPassages(engine.services.db, { workspaceId: engine.workspaceId, title: 'Book', texts, ...more });
  const modelsOf = async (sourceId: string) => {
    const rows = await engine.services.db
      .selectFrom('chunks')
      .where('sourceId', '=', sourceId)
      .select('embeddingModel')
      .execute();
    return [...new Set(rows.map((row) => row.embeddingModel))];
  };
  const runs = () => engine.services.db.selectFrom('runs').selectAll().execute();
  /** The only run, when it has ended. */
  const ended = async () => {
    const [run] = await runs();
    await engine.eventsOf(run?.id ?? '');
    return (await runs())[0];
  };

  test('old and missing vectors become those of the current model, in batches, with progress', async () => {
    const old = await seed({ embedder: older });
    const missing = await seed({ texts: ['One. ', 'Two. '] });
    await engine.startWorker();
    expect(await startStaleEmbeddings(engine.services)).toBe(1);
    const [run] = await runs();
    const events = await engine.eventsOf(run?.id ?? '');
    // the end itself, or a snapshot of it for who comes late
    expect(events.at(-1)?.data).toMatchObject({ result: { embedded: 72, model: testEmbedder.model } });
    expect(await modelsOf(old.sourceId)).toEqual([testEmbedder.model]);
    expect(await modelsOf(missing.sourceId)).toEqual([testEmbedder.model]);
    expect(calls).toBe(3);
    expect(await startStaleEmbeddings(engine.services)).toBe(0);
  });

  test('a workspace has one such run at a time, however many processes start', async () => {
    await seed({ embedder: older });
    expect(await startStaleEmbeddings(engine.services)).toBe(1);
    expect(await startStaleEmbeddings(engine.services)).toBe(0);
    expect(await runs()).toHaveLength(1);
  });

  test('a source that is being taken in and a deleted one are left alone', async () => {
    const taking = await seed({ status: 'processing' });
    const deleted = await seed({ embedder: older });
    const { db } = engine.services;
    await db.updateTable('sources').set({ deletedAt: new Date() }).where('id', '=', deleted.sourceId).execute();
    expect(await startStaleEmbeddings(engine.services)).toBe(0);
    await seed({ texts: ['One. '], embedder: older });
    await engine.startWorker();
    await startStaleEmbeddings(engine.services);
    expect(await ended()).toMatchObject({ status: 'succeeded', result: { embedded: 1 } });
    expect(await modelsOf(taking.sourceId)).toEqual([null]);
  });

  test('what an earlier attempt has stored is not made again', async () => {
    await seed({ embedder: older });
    const done = await seed({ texts: texts.slice(0, 40), embedder: testEmbedder });
    await engine.startWorker();
    await startStaleEmbeddings(engine.services);
    expect(await ended()).toMatchObject({ status: 'succeeded', result: { embedded: 70 } });
    expect(await modelsOf(done.sourceId)).toEqual([testEmbedder.model]);
  });

  test('words that an older version has indexed are indexed again, and their vectors stay', async () => {
    const { db } = engine.services;
    const texts = ['The dues are 1,234,567.50 crowns. ', 'A well-being day. '];
    const found = async () =>
      (await sql`select from chunks where words @@ '''#1234567''|''#wellb'''::tsquery`.execute(db)).rows.length;
    const { rows } = await sql<{ now: string }>`
      select pg_get_functiondef('search_forms(text, text)'::regprocedure) as now`.execute(db);
    const { sourceId } = await (async () => {
      try {
        await sql`create or replace function search_forms(input text, folded text) returns text[]
          language plpgsql immutable strict parallel safe as 'begin return ''{}''; end'`.execute(db);
        return await seed({ texts, embedder: testEmbedder });
      } finally {
        await sql.raw(rows[0]?.now ?? '').execute(db);
      }
    })();
    await sql`update chunks set words_version = 1`.execute(db);
    await db.deleteFrom('searchVocabulary').execute();
    expect(await found()).toBe(0);
    expect(await startStaleEmbeddings(engine.services)).toBe(1);
    await engine.startWorker();
    expect(await ended()).toMatchObject({ status: 'succeeded', result: { embedded: 0 } });
    const versions = await db.selectFrom('chunks').where('sourceId', '=', sourceId).select('wordsVersion').execute();
    expect(await found()).toBe(2);
    expect(versions).toEqual([{ wordsVersion: 2 }, { wordsVersion: 2 }]);
    expect(
      await db.selectFrom('searchVocabulary').select('word').where('word', '=', 'wellbeing').execute(),
    ).toHaveLength(1);
    expect(await startStaleEmbeddings(engine.services)).toBe(0);
  });
});
