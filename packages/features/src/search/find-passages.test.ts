import { AppError } from '@millrace/contract/app-error';
import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import type { Embedder } from '@millrace/llm/port';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seedPassages, seedWorkspace } from '../../test/seed-passages.ts';
import { testEmbedder } from '../../test/test-embedder.ts';
import { testLog } from '../../test/test-log.ts';
import { findPassages, searchPassages } from './find-passages.ts';

const embedder = testEmbedder;

/** Knows that these three mean the same, and nothing else. */
const thesaurus: Embedder = {
  ...embedder,
  model: 'thesaurus',
  embed: async (texts) =>
    texts.map((text) => Float32Array.from(/illness|disease|malady/i.test(text) ? [1, 0, 0.1] : [0, 1, 0.1])),
};

const unreachable: Embedder = {
  ...embedder,
  embed: () => Promise.reject(new Error('connection refused')),
};

describe('finding passages', () => {
  let database: TestDatabase;
  let workspaceId: string;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(async () => {
    await database.close();
  });
  beforeEach(async () => {
    workspaceId = await seedWorkspace(database.db);
  });

  const services = (using: Embedder = embedder) => ({
    db: database.db,
    llm: { embedder: using },
    log: testLog().log,
  });
  const seed = (title: string, texts: string[], using: Embedder | undefined = embedder) =>
    seedPassages(database.db, { workspaceId, title, texts, embedder: using });
  const search = (query: string, using?: Embedder, limit = 10) =>
    searchPassages(services(using), { workspaceId, query, limit });
  const titles = async (query: string, using?: Embedder) => (await search(query, using)).hits.map((hit) => hit.title);

  test('the passage with the rare word of the question comes before those with its common words', async () => {
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday']) {
      await seed(day, [`On ${day} the mill grinds the corn of the farmers and the mill rests.`]);
    }
    await seed('Repair', ['The sluice was broken and the mill stood still.']);
    expect((await titles('When did the sluice of the mill break?'))[0]).toBe('Repair');
  });

  test('a hit says where its text stands', async () => {
    const { sourceId } = await seed('Handbook', ['First part. ', 'The turbine has nine blades.']);
    const [hit] = (await search('turbine blades')).hits;
    expect(hit).toMatchObject({
      sourceId,
      title: 'Handbook',
      text: 'The turbine has nine blades.',
      start: 12,
      end: 40,
    });
    expect(hit?.page).toBeNull();
  });

  test('stems meet: a question in the plural finds the singular', async () => {
    await seed('A', ['The contract ends with the year.']);
    await seed('B', ['Bread is baked at night.']);
    expect((await titles('contracts ending'))[0]).toBe('A');
  });

  test('a passage without any word of the question is found by its meaning', async () => {
    await seed('Health', ['She suffered from a rare malady.'], thesaurus);
    await seed('Travel', ['She took the train to the coast.'], thesaurus);
    expect((await titles('Which disease?', thesaurus))[0]).toBe('Health');
  });

  test('another workspace sees nothing of it', async () => {
    await seed('Secret', ['The sluice is opened with the brass key.']);
    const other = await seedWorkspace(database.db);
    const found = await searchPassages(services(), { workspaceId: other, query: 'sluice brass key', limit: 10 });
    expect(found.hits).toEqual([]);
  });

  test('the same words elsewhere do not change how rare a word is here', async () => {
    await seed('A', ['The sluice and the wheel.']);
    const alone = (await search('sluice')).hits[0]?.score;
    const other = await seedWorkspace(database.db);
    for (let i = 0; i < 5; i++) {
      await seedPassages(database.db, { workspaceId: other, title: 'B', texts: ['The sluice.'], embedder });
    }
    expect((await search('sluice')).hits[0]?.score).toBe(alone);
  });

  test('a deleted source is not found, by words, meaning or letters', async () => {
    const { sourceId } = await seed('Gone', ['The quay was sold.']);
    await seed('Kept', ['The quay was bought.']);
    await database.db.updateTable('sources').set({ deletedAt: new Date() }).where('id', '=', sourceId).execute();
    for (const query of ['quay sold', 'was', 'qua']) expect(await titles(query)).not.toContain('Gone');
  });

  test('a query of stop words finds the sentence as it stands', async () => {
    await seed('Hamlet', ['To be, or not to be: that is the question.']);
    await seed('Other', ['The mill grinds.']);
    expect(await titles('that is the', unreachable)).toEqual(['Hamlet']);
  });

  test('a question of 2,000 characters is answered by its rare words', async () => {
    await seed('Needle', ['The manometer shows the pressure of the boiler.']);
    await seed('Hay', ['The mill grinds what the farmers bring.']);
    const filler = Array.from({ length: 300 }, (_, i) => `w${i}`).join(' ');
    const query = `${filler} manometer boiler ${filler}`.slice(0, 2_000);
    expect((await titles(query))[0]).toBe('Needle');
  });

  test.each([
    `'; drop table chunks; --`,
    String.raw`\ % _ & | ! :* <-> ( ) ' '' "`,
    'a\0b',
    '{{$1}} $$ %1',
    '<script>alert(1)</script>',
    '"unclosed',
    '🙂',
    '%',
  ])('the query %j is only text', async (query) => {
    await seed('A', ['The mill grinds.']);
    await expect(search(query)).resolves.toBeDefined();
    expect((await titles('mill'))[0]).toBe('A');
  });

  test('parts of paths, dates, names with underscores and hyphens are found', async () => {
    await seed('A', ['See /usr/share/doc/millrace and the client/server split of 2007-01-02.']);
    await seed('B', ['The code MR_4711-b stands for a blocked sluice.']);
    expect((await titles('share doc', unreachable))[0]).toBe('A');
    expect((await titles('server', unreachable))[0]).toBe('A');
    expect((await titles('2007-01', unreachable))[0]).toBe('A');
    expect((await titles('mr_4711', unreachable))[0]).toBe('B');
  });

  test('words of other languages are found', async () => {
    await seed('German', ['Die Mühle steht an der Straße.']);
    await seed('Russian', ['Мельница стоит у реки.']);
    await seed('Japanese', ['水車小屋は川のそばにあります。']);
    expect(await titles('straße', unreachable)).toEqual(['German']);
    expect(await titles('МЕЛЬНИЦА', unreachable)).toEqual(['Russian']);
    expect(await titles('小屋', unreachable)).toEqual(['Japanese']);
  });

  test('without the embedder words still find, and the answer says so', async () => {
    await seed('A', ['The sluice is open.']);
    const found = await search('sluice', unreachable);
    expect(found.hits.map((hit) => hit.title)).toEqual(['A']);
    expect(found.degraded).toBe(true);
    expect(await search('sluice')).not.toHaveProperty('degraded');
  });

  test('an embedder that hung is not waited for by the next search, and one that is down is asked again', async () => {
    await seed('A', ['The sluice is open.']);
    let asked = 0;
    const words = 'It does not answer.';
    const failing = (isFinal: boolean): Embedder => ({
      ...embedder,
      embed: async () => {
        asked += 1;
        throw new AppError('unavailable', isFinal ? 'llm.timeout' : 'llm.down', words, { isFinal });
      },
    });
    const [hanging, down] = [failing(true), failing(false)];
    for (const using of [hanging, hanging]) expect((await search('sluice', using)).degraded).toBe(true);
    expect(asked).toBe(1);
    for (const using of [down, down]) expect((await search('sluice', using)).degraded).toBe(true);
    expect(asked).toBe(3);
  });

  test('a model that makes vectors of another length under the same name does not stop a search', async () => {
    await seed('Mill', ['The sluice is open.']);
    const other = { ...embedder, embed: async (texts: string[]) => texts.map(() => Float32Array.from([0.6, 0.8])) };
    const found = await search('sluice', other);
    expect(found.hits.map((hit) => hit.title)).toEqual(['Mill']);
    expect(found.degraded).toBe(true);
  });

  test('passages whose vectors are of another model, or not made yet, are found by words', async () => {
    await seed('Old', ['The sluice is open.'], thesaurus);
    await seed('New', ['The sluice is shut.'], undefined);
    expect((await titles('sluice open'))[0]).toBe('Old');
    expect(await titles('sluice')).toContain('New');
  });

  test('a list of results shows each place once, a reader gets the neighbours too', async () => {
    await seed('Book', [
      'The sluice was opened. ',
      'The sluice was shut. ',
      'Nothing happened. ',
      'The sluice broke. ',
    ]);
    const list = await search('sluice');
    const reader = await findPassages(services(), { workspaceId, query: 'sluice', limit: 10 });
    expect(reader.filter((hit) => hit.text.includes('sluice'))).toHaveLength(3);
    expect(list.hits.filter((hit) => hit.text.includes('sluice'))).toHaveLength(2);
  });

  test('no more than the limit, best first', async () => {
    await seed(
      'Many',
      Array.from({ length: 30 }, (_, i) => `The sluice number ${i}. `),
    );
    const hits = await findPassages(services(), { workspaceId, query: 'sluice', limit: 7 });
    expect(hits).toHaveLength(7);
    const scores = hits.map((hit) => hit.score);
    expect(scores).toEqual([...scores].sort((x, y) => y - x));
  });

  test('an empty workspace has no passages', async () => {
    expect(await search('anything at all')).toEqual({ hits: [] });
  });

  test('a cancelled search ends with the reason of its cancel', async () => {
    await seed('A', ['The mill grinds.']);
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(findPassages(services(), { workspaceId, query: 'mill', limit: 5, signal })).rejects.toThrow('gone');
  });
});
