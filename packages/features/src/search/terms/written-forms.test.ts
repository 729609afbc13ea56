import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedPassages, seedWorkspace } from '../../../test/seed-passages.ts';
import { testEmbedder } from '../../../test/test-embedder.ts';
import { testLog } from '../../../test/test-log.ts';
import { searchPassages } from '../find-passages.ts';
import { compoundsIn, numberForms, numberLexemes, numbersIn } from './written-forms.ts';

const unreachable = { ...testEmbedder, embed: () => Promise.reject(new Error('connection refused')) };

describe('words and numbers that are written in several ways', () => {
  let database: TestDatabase;
  let workspaceId: string;
  beforeAll(async () => {
    database = await openTestDatabase();
    workspaceId = await seedWorkspace(database.db);
  });
  afterAll(() => database.close());

  const seed = (workspace: string, title: string, text: string) =>
    seedPassages(database.db, { workspaceId: workspace, title, texts: [text], embedder: testEmbedder });
  const search = (query: string, workspace = workspaceId, embedder: typeof testEmbedder = unreachable) =>
    searchPassages(
      { db: database.db, llm: { embedder }, log: testLog().log },
      { workspaceId: workspace, query, limit: 20 },
    );
  const marked = async (query: string, workspace = workspaceId) => {
    const { hits } = await search(query, workspace);
    return hits.map((hit) => hit.highlights.map(([start, end]) => hit.text.slice(start, end)).join('|'));
  };

  test('an amount is found with and without separators, in the ways of several countries and scripts', async () => {
    const workspace = await seedWorkspace(database.db);
    const amounts = {
      Dues: 'The annual dues are 1,234,567.50 crowns.',
      Deposit: 'The deposit is 2.500,00 Euro.',
      Fine: 'The fine is Rs. 1,50,000.',
      Rent: "The rent is 7'300 francs.",
      Fee: 'The fee is 12 840 kronor.',
      Levy: 'الرسم ٩٬٨٧٦ درهم.',
      Toll: 'शुल्क ४५,६७० रुपये है।',
      Plain: 'The number 3456789 alone.',
    };
    for (const [title, text] of Object.entries(amounts)) await seed(workspace, title, text);
    const cases: [string, string[]][] = [
      [
        'Dues',
        ['1234567', '1,234,567.50', '1234567.50', '1.234.567,50', '1 234 567,50', '١٬٢٣٤٬٥٦٧٫٥٠', '1,234,567.5'],
      ],
      ['Deposit', ['2500', '2,500', '2.500', '2500,00', '2,500.00', '2 500', '२,५००']],
      ['Fine', ['150000', '1,50,000', '150,000', '150.000', '१,५०,०००']],
      ['Rent', ['7300', '7,300', '7’300']],
      ['Fee', ['12840', '12,840', '12.840,00']],
      ['Levy', ['9876', '9,876', '٩٨٧٦']],
      ['Toll', ['45670', '45,670', '४५६७०']],
      ['Plain', ['3,456,789', '3.456.789', '3 456 789']],
    ];
    for (const [title, queries] of cases)
      for (const query of queries)
        for (const embedder of [unreachable, testEmbedder])
          expect((await search(query, workspace, embedder)).hits[0]?.title, query).toBe(title);
    expect((await marked('1234567', workspace))[0]).toBe('1,234,567.50');
    expect((await marked('2,500.00', workspace))[0]).toBe('2.500,00');
    expect((await marked('3,456,789', workspace))[0]).toBe('3456789');
  });

  test('an amount is no part of another one', async () => {
    const workspace = await seedWorkspace(database.db);
    await seed(workspace, 'Soup', 'The soup is 19,90.');
    await seed(workspace, 'Cake', 'The cake is 9,90.');
    await seed(workspace, 'Feast', 'The feast is 1,299,900.');
    for (const query of ['9,90', '9.90', '"9,90"'])
      expect((await search(query, workspace)).hits.map((hit) => hit.title)).toEqual(['Cake']);
    expect((await search('299900', workspace)).hits).toEqual([]);
  });

  test('numbers of clauses, dates and versions keep their parts', async () => {
    const workspace = await seedWorkspace(database.db);
    await seed(workspace, 'Interest', '2.2 Late payment bears interest.');
    await seed(workspace, 'Appeal', '2.20 An appeal is heard.');
    await seed(workspace, 'Meeting', 'The meeting of 12.03.2031 was short.');
    expect((await search('2.2', workspace)).hits[0]?.title).toBe('Interest');
    expect((await search('clause 2.20', workspace)).hits[0]?.title).toBe('Appeal');
    for (const query of ['12.03.2031', '12.03', '2031', '03.2031'])
      expect((await search(query, workspace)).hits[0]?.title, query).toBe('Meeting');
  });

  test('a compound is found joined, with a hyphen and in two words, from each of the three', async () => {
    for (const [first, second] of [
      ['well', 'being'],
      ['health', 'care'],
      ['sign', 'up'],
      ['flood', 'gate'],
    ] as const) {
      const workspace = await seedWorkspace(database.db);
      await seed(workspace, 'Joined', `It is about ${first}${second} here.`);
      await seed(workspace, 'Hyphen', `It is about ${first}-${second} here.`);
      await seed(workspace, 'Apart', `It is about ${first} ${second} here.`);
      await seed(workspace, 'Other', 'It is about bread.');
      for (const query of [`${first}${second}`, `${first}-${second}`, `${first} ${second}`]) {
        const { hits, corrected } = await search(query, workspace);
        expect(hits.map((hit) => hit.title).sort(), query).toEqual(['Apart', 'Hyphen', 'Joined']);
        expect(corrected).toBeUndefined();
      }
      expect((await marked(`${first}${second}`, workspace)).sort()).toEqual(
        [`${first} ${second}`, `${first}-${second}`, `${first}${second}`].sort(),
      );
    }
  });

  test('other hyphens, three parts, figures and other scripts are joined too', async () => {
    const workspace = await seedWorkspace(database.db);
    await seed(workspace, 'Mail', 'Die E\u2011Mail-Adresse der Schleuse.');
    await seed(workspace, 'Form', 'Fill in the A-38 form.');
    await seed(workspace, 'Book', 'ISBN 978-3-16-148410-0.');
    await seed(workspace, 'Name', 'Инженер Петров-Водкин.');
    for (const [query, title] of [
      ['Emailadresse', 'Mail'],
      ['a38', 'Form'],
      ['9783161484100', 'Book'],
      ['петровводкин', 'Name'],
    ] as const)
      expect((await search(query, workspace)).hits[0]?.title).toBe(title);
  });

  test('an acronym in capitals is no stop word', async () => {
    const workspace = await seedWorkspace(database.db);
    for (let i = 0; i < 25; i++)
      await seed(
        workspace,
        `Note ${i}`,
        `Note ${i}: it is what it is, and who would have told us that all of us can on pier ${i}.`,
      );
    await seed(workspace, 'Tickets', 'The IT department answers tickets within a day.');
    await seed(workspace, 'Kitchen', 'WHO guidance on clean water applies to the kitchen.');
    await seed(workspace, 'Embassy', 'Visa forms of the US consulate.');
    for (const [query, title] of [
      ['IT', 'Tickets'],
      ['"IT"', 'Tickets'],
      ['WHO', 'Kitchen'],
      ['"WHO"', 'Kitchen'],
      ['US', 'Embassy'],
      ['What does WHO say?', 'Kitchen'],
      ['Who is in IT?', 'Tickets'],
    ] as const)
      for (const embedder of [unreachable, testEmbedder])
        expect((await search(query, workspace, embedder)).hits[0]?.title, query).toBe(title);
    expect((await marked('IT', workspace))[0]).toBe('IT');
    const small = await search('it is what', workspace);
    expect(small.hits[0]?.title).toContain('Note');
  });

  test('stop words alone are whole words, and capitals count', async () => {
    const workspace = await seedWorkspace(database.db);
    await seed(workspace, 'Song', 'Then he sang Let It Be for us.');
    await seed(workspace, 'Letter', 'They will let it be as it was.');
    await seed(workspace, 'Visit', 'With a limited stay.');
    expect((await search('it', workspace)).hits.map((hit) => hit.title)).not.toContain('Visit');
    expect((await search('It Be', workspace)).hits.map((hit) => hit.title)).toEqual(['Song', 'Letter']);
  });

  test('the database takes numbers apart as we do', async () => {
    const digit = fc.constantFrom(...'0123456789٣५');
    const sign = fc.constantFrom(...".,'_ ٬٫\u202f-a");
    const text = fc
      .array(fc.oneof({ weight: 4, arbitrary: digit }, sign), { maxLength: 18 })
      .map((all) => all.join(''));
    const ours = (some: string) => numbersIn(some).flatMap(({ word }) => numberForms(word));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async (texts) => {
        const { rows } = await sql<{ forms: string[] }>`
          select search_forms(text, '') as forms from unnest(${texts}::text[]) with ordinality as t (text, n) order by n`.execute(
          database.db,
        );
        for (const [i, some] of texts.entries()) {
          const theirs = (rows[i]?.forms ?? []).filter((form) => /^#[0-9.]+$/.test(form));
          const compounds = new Set(compoundsIn(some).map(({ word }) => `#${word.replace(/-/g, '')}`));
          expect(
            theirs.filter((form) => !compounds.has(form)),
            some,
          ).toEqual(expect.arrayContaining(ours(some)));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a number of a query asks for what it can mean', () => {
    expect(numberLexemes('2.500')).toEqual(['#2500', '#2.500', '2500']);
    expect(numberLexemes('9,90')).toEqual(['#9.90']);
    expect(numberLexemes('1,234,567.50')).toEqual(['#1234567.50', '#1234567.5']);
    expect(numberLexemes('2500,00')).toEqual(['#2500.00', '#2500', '2500']);
    expect(numberLexemes('1,2,3')).toEqual([]);
  });
});
