import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import type { Embedder } from '@millrace/llm/port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPassages, seedWorkspace } from '../../test/seed-passages.ts';
import { testEmbedder } from '../../test/test-embedder.ts';
import { testLog } from '../../test/test-log.ts';
import { findPassages, searchPassages } from './find-passages.ts';
import { unrelatedOf } from './meaning-floor.ts';

/** Texts lie on a half circle, by the first number in them: their cosine is known beforehand. */
const circle: Embedder = {
  ...testEmbedder,
  model: 'circle',
  unrelated: { mean: 0.1, deviation: 0.1 },
  embed: async (texts) =>
    texts.map((text) => {
      const degrees = Number(/\d+/.exec(text)?.[0] ?? 90);
      return Float32Array.from([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]);
    }),
};

describe('a search that finds nothing', () => {
  let database: TestDatabase;
  let workspaceId: string;
  beforeAll(async () => {
    database = await openTestDatabase();
    workspaceId = await seedWorkspace(database.db);
    // cosines with 0°: 0.87, 0.5, 0.34, 0
    for (const [title, degrees] of [
      ['Near', 30],
      ['Fair', 60],
      ['Far', 70],
      ['Elsewhere', 90],
    ] as const)
      await seedPassages(database.db, {
        workspaceId,
        title,
        texts: [`Stone ${degrees} of the mill.`],
        embedder: circle,
      });
  });
  afterAll(() => database.close());

  const services = (embedder: Embedder) => ({ db: database.db, llm: { embedder }, log: testLog().log });
  const search = (query: string, embedder = circle) =>
    searchPassages(services(embedder), { workspaceId, query, limit: 10 });

  test('what is as far as any two texts is no hit, what is hardly nearer is a weak one', async () => {
    const { hits } = await search('granite 0');
    expect(hits.map(({ title, weak }) => [title, weak])).toEqual([
      ['Near', undefined],
      ['Fair', true],
    ]);
    expect(await search('granite 200')).toEqual({ hits: [] });
  });

  test('whatever has a word of the query is a hit, however far its meaning is', async () => {
    const { hits } = await search('stones 179');
    expect(hits).toHaveLength(4);
    expect(hits.every(({ weak }) => weak === undefined)).toBe(true);
  });

  test('stop words of a query are in no passage letter by letter', async () => {
    expect(await search('pizza in the of 179')).toEqual({ hits: [] });
  });

  test('whoever reads all passages gets those that are far, too', async () => {
    expect(await findPassages(services(circle), { workspaceId, query: 'granite 200', limit: 10 })).toHaveLength(4);
  });

  test('a query in a script that the embedder does not know goes by its words', async () => {
    const english: Embedder = { ...circle, reads: (text) => /[a-z]/i.test(text) };
    expect(await search('вода 30', english)).toMatchObject({ wordsOnly: true, hits: [{ title: 'Near' }] });
    expect(await search('stones', english)).not.toHaveProperty('wordsOnly');
    await seedPassages(database.db, { workspaceId, title: 'Water', texts: ['Вода 5.'], embedder: circle });
    expect((await search('granite 0', circle)).hits[0]?.title).toBe('Water');
    expect((await search('granite 0', english)).hits[0]?.title).toBe('Near');
  });

  test('an embedder that says nothing of unrelated texts is asked once; where all texts are alike there is no floor', async () => {
    let asked = 0;
    const counting: Embedder = {
      ...testEmbedder,
      model: 'counting',
      embed: (texts) => {
        asked += 1;
        return testEmbedder.embed(texts);
      },
    };
    const [one, other] = await Promise.all([unrelatedOf(counting), unrelatedOf(counting)]);
    expect(asked).toBe(1);
    expect(one).toEqual(other);
    expect(one?.mean).toBeLessThan(0.5);
    const alike: Embedder = {
      ...testEmbedder,
      model: 'alike',
      embed: async (all) => all.map(() => Float32Array.of(1, 0)),
    };
    expect(await unrelatedOf(alike)).toBeUndefined();
    const broken: Embedder = { ...testEmbedder, model: 'broken', embed: () => Promise.reject(new Error('no')) };
    expect(await unrelatedOf(broken)).toBeUndefined();
  });
});
