import type { SearchFilters } from '@millrace/contract/search/search';
import type { NewRow } from '@millrace/db/tables';
import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seedPassages, seedWorkspace } from '../../test/seed-passages.ts';
import { testEmbedder } from '../../test/test-embedder.ts';
import { testLog } from '../../test/test-log.ts';
import { findPassages, listPassages, type Searching, searchPassages } from './find-passages.ts';
import { readSearchFacets } from './search-facets.queries.ts';

describe('searching as people do', () => {
  let database: TestDatabase;
  let workspaceId: string;
  let services: Searching;

  beforeAll(async () => {
    database = await openTestDatabase();
    services = { db: database.db, llm: { embedder: testEmbedder }, log: testLog().log };
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    workspaceId = await seedWorkspace(database.db);
  });

  const seed = (title: string, ...texts: string[]) =>
    seedPassages(database.db, { workspaceId, title, texts, embedder: testEmbedder });
  const search = (query: string, filters?: SearchFilters) =>
    searchPassages(services, { workspaceId, query, filters, limit: 10 });
  const titles = async (query: string, filters?: SearchFilters) =>
    (await search(query, filters)).hits.map((hit) => hit.title).sort();
  const setSource = (id: string, change: Partial<Pick<NewRow<'sources'>, 'enabled' | 'tags' | 'createdAt' | 'kind'>>) =>
    database.db.updateTable('sources').set(change).where('id', '=', id).execute();

  test('a beginning finds all words that begin so, whatever their stem', async () => {
    await seed('Regulations', 'The regulations of the mill.');
    await seed('Regular', 'A regular visit.');
    await seed('Rule', 'A rule of thumb.');
    expect((await titles('regul*')).slice(0, 2)).toEqual(['Regular', 'Regulations']);
    const regulation = await search('regulat*');
    expect(regulation.hits[0]).toMatchObject({ title: 'Regulations', highlights: [[4, 15]] });
    expect(regulation).not.toHaveProperty('corrected');
  });

  test('the last word may be unfinished', async () => {
    await seed('Regulations', 'The regulations of the mill.');
    await seed('Other', 'The bread of the village.');
    const { hits, corrected } = await search('mill regulat');
    expect(hits[0]).toMatchObject({
      title: 'Regulations',
      highlights: [
        [4, 15],
        [23, 27],
      ],
    });
    expect(corrected).toBeUndefined();
  });

  test('a word behind a minus must not be there, for words nor for meaning', async () => {
    await seed('Water', 'The mill turns by water.');
    await seed('Wind', 'The mill turns by the winds.');
    expect(await titles('mill -wind')).toEqual(['Water']);
    expect(await titles('mill -wind -water')).toEqual([]);
  });

  test('words in quotes stand together, in this order and as they are written', async () => {
    await seed('Together', 'They hid the brass key under a stone.');
    await seed('Plural', 'They hid the brass keys under a stone.');
    await seed('Apart', 'The key of brass opens it; brass and a key.');
    await seed('Heading of the brass key', 'Nothing more.');
    expect(await titles('"brass key"')).toEqual(['Heading of the brass key', 'Together']);
    expect(await titles('"Brass-Key"')).toEqual(['Heading of the brass key', 'Together']);
  });

  test('a slip of the pen is put right and told', async () => {
    await seed('Sluice', 'The sluice was opened by the regulation of 1890.');
    await seed('Bread', 'Bread is baked at night.');
    for (const [slip, meant] of [
      ['slucie', 'sluice'],
      ['slice', 'sluice'],
      ['regualtion', 'regulation'],
      ['brad', 'bread'],
    ] as const) {
      const { hits, corrected } = await search(`${slip} of`);
      expect(corrected).toEqual([{ from: slip, to: meant }]);
      expect(hits[0]?.text.toLowerCase()).toContain(meant);
    }
    const reader = await findPassages(services, { workspaceId, query: 'When was the slucie opened?', limit: 1 });
    expect(reader[0]?.title).toBe('Sluice');
  });

  test('a slip is shown as the passages write it', async () => {
    await seed('Mill', 'Die Mühle steht am Fluss.');
    expect((await search('Mülhe am')).corrected).toEqual([{ from: 'Mülhe', to: 'Mühle' }]);
  });

  test('what is there, what is a figure and what is like nothing is not put right', async () => {
    await seed('Sluice', 'The sluice of 1890 and the sluices.');
    for (const query of ['sluices', '1891 sluice', 'xylophone sluice', 'sl']) {
      expect(await search(query)).not.toHaveProperty('corrected');
    }
  });

  test('a word of another workspace, or of what was deleted, puts nothing right', async () => {
    const { sourceId } = await seed('Gone', 'The manometer.');
    await seed('Kept', 'The mill.');
    await database.db.deleteFrom('sources').where('id', '=', sourceId).execute();
    const other = await seedWorkspace(database.db);
    await seedPassages(database.db, { workspaceId: other, title: 'Secret', texts: ['The barometer.'] });
    expect(await search('manomeer')).not.toHaveProperty('corrected');
    expect(await search('baromeer')).not.toHaveProperty('corrected');
  });

  test('a changed text is known by its new words', async () => {
    await seed('A', 'The mill.');
    await database.db
      .updateTable('chunks')
      .set({ text: 'The manometer.' })
      .where('workspaceId', '=', workspaceId)
      .execute();
    expect((await search('manomeer it')).corrected).toEqual([{ from: 'manomeer', to: 'manometer' }]);
  });

  test('what is left out or deleted is in nothing: no hit, no neighbour, no reader', async () => {
    const off = await seed('Off', 'The sluice is open.');
    await setSource(off.sourceId, { enabled: false });
    const part = await seed('Part', 'The sluice is shut. ', 'The wheel turns. ');
    const words = sql`update chunks set enabled = false where source_id = ${part.sourceId} and position = 0`;
    await words.execute(database.db);
    expect(await titles('sluice')).not.toContain('Off');
    const hits = [
      ...(await search('sluice')).hits,
      ...(await findPassages(services, { workspaceId, query: 'sluice', limit: 10 })),
      ...(await search('slui')).hits,
      ...(await search('sluices are')).hits,
    ];
    expect(hits.filter((hit) => hit.text.includes('sluice'))).toEqual([]);
    const { hits: tested } = await listPassages(services, { workspaceId, query: 'wheel sluice', limit: 10 });
    expect(tested[0]?.reasons.words).toMatchObject([
      { word: 'wheel', times: 1 },
      { word: 'sluice', beside: 0 },
    ]);
    expect((await readSearchFacets(database.db, workspaceId)).sources.map((source) => source.title)).toEqual(['Part']);
  });

  test('filters by source, kind, language, tag and day, each and together', async () => {
    const old = await seed('Old', 'The mill of the old days.');
    const site = await seed('Site', 'The mill on the site.');
    await setSource(old.sourceId, { tags: ['History', 'mill'], createdAt: '2001-05-05T10:00:00Z' });
    await setSource(site.sourceId, { kind: 'site', tags: ['web'] });
    const record = { lang: 'de', time: '1999-12-31T23:30:00Z' };
    await database.db.updateTable('records').set(record).where('sourceId', '=', site.sourceId).execute();
    const cases: [SearchFilters, string[]][] = [
      [{}, ['Old', 'Site']],
      [{ sourceIds: [old.sourceId] }, ['Old']],
      [{ sourceIds: [] }, []],
      [{ kinds: ['site', 'pdf'] }, ['Site']],
      [{ kinds: ['text'] }, ['Old']],
      [{ languages: ['de', 'fr'] }, ['Site']],
      [{ tags: ['history', 'none'] }, ['Old']],
      [{ after: '2001-05-05' }, ['Old']],
      [{ before: '1999-12-31' }, ['Site']],
      [{ after: '1999-12-31', before: '2001-05-05' }, ['Old', 'Site']],
      [{ after: '2000-01-01', before: '2001-05-04' }, []],
      [{ kinds: ['site'], tags: ['history'] }, []],
    ];
    for (const [filters, expected] of cases) expect(await titles('mill', filters)).toEqual(expected);
    expect(await search('mill', { tags: ['web'] })).not.toHaveProperty('corrected');
    expect(await readSearchFacets(database.db, workspaceId)).toMatchObject({
      kinds: ['text', 'site'],
      languages: ['de'],
      tags: ['History', 'mill', 'web'],
    });
  });

  test('days are those of the workspace', async () => {
    const { sourceId } = await seed('Late', 'The mill at night.');
    // 08:30 of the second of March in Tokyo
    await setSource(sourceId, { createdAt: '2001-03-01T23:30:00Z' });
    expect(await titles('mill', { after: '2001-03-02' })).toEqual([]);
    await database.db.updateTable('workspaces').set({ timeZone: 'Asia/Tokyo' }).where('id', '=', workspaceId).execute();
    expect(await titles('mill', { after: '2001-03-02', before: '2001-03-02' })).toEqual(['Late']);
    expect(await titles('mill', { before: '2001-03-01' })).toEqual([]);
  });

  test('a source counts how often it was shown or read from, and not how often that was tried', async () => {
    const { sourceId } = await seed('Mill', 'The mill. ', 'Nothing. ', 'The mill again. ');
    const retrieved = async () =>
      (await database.db.selectFrom('sources').where('id', '=', sourceId).select('retrieved').execute())[0]?.retrieved;
    await listPassages(services, { workspaceId, query: 'mill', limit: 10 });
    await search('mill');
    await expect.poll(retrieved).toBe(1);
    await findPassages(services, { workspaceId, query: 'mill', limit: 10 });
    await expect.poll(retrieved).toBe(2);
  });

  test('each hit tells why it stands where it does', async () => {
    await seed('Mill', 'The mill and the old mill.');
    await seed('Bread', 'Bread.');
    const { hits } = await listPassages(services, { workspaceId, query: 'old mill', limit: 10 });
    expect(hits[0]).toMatchObject({
      title: 'Mill',
      highlights: [
        [4, 8],
        [17, 20],
        [21, 25],
      ],
      reasons: {
        words: [
          { word: 'old', times: 1 },
          { word: 'mill', times: 3 },
        ],
      },
    });
    const { words, together, meaning, letters } = hits[0]?.reasons.parts ?? {};
    expect(Number(words) + Number(together) + Number(meaning) + Number(letters)).toBeCloseTo(hits[0]?.score ?? 0);
    expect(hits[0]?.reasons.cosine).toEqual(expect.any(Number));
  });
});
