import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

/** Letters, marks and signs of the scripts that people write to us, and whatever else there is. */
const ranges = [
  [0x01, 0x17f],
  [0x300, 0x36f],
  [0x370, 0x45f],
  [0x5d0, 0x5ea],
  [0x600, 0x6ff],
  [0x900, 0x97f],
  [0xe01, 0xe5b],
  [0x1ea0, 0x1ef9],
  [0x2000, 0x2070],
  [0x3000, 0x30ff],
  [0x4e00, 0x4eff],
  [0xac00, 0xacff],
  [0xff00, 0xffef],
  [0x1f600, 0x1f64f],
] as const;
const letter = fc.oneof(
  ...ranges.map(([min, max]) => fc.integer({ min, max }).map((code) => String.fromCodePoint(code))),
);
const text = fc.array(letter, { maxLength: 40 }).map((letters) => letters.join(''));

describe('folding texts', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const inDatabase = async (texts: string[]) => {
    const { rows } = await sql<{ folded: string }>`
      select search_fold(text) as folded from unnest(${texts}::text[]) with ordinality as t (text, n) order by n`.execute(
      database.db,
    );
    return rows.map((row) => row.folded);
  };

  test('case, accents and what people write one for the other make no difference', () => {
    expect(foldText('Café CRÈME — l’été')).toBe('cafe creme l ete');
    expect(foldText('Straße, Ørsted, Łódź')).toBe('strasse orsted lodz');
    expect(foldText('ЁЛКА й')).toBe('елка й');
    expect(foldText('ΟΔΟΣ οδός')).toBe('οδοσ οδοσ');
    expect(foldText('الْكِتَابُ أحمد')).toBe('الكتاب احمد');
    expect(foldText('हिन्दी में ज़िंदगी। पाँच')).toBe('हिन्दी में जिंदगी पांच');
    expect(foldText('ｶﾞ ＡＢＣ １２ ٣٤ ५')).toBe('ガ abc 12 34 5');
  });

  test('the database folds as we do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async (texts) => {
        expect(await inDatabase(texts)).toEqual(texts.map(foldText));
      }),
      { numRuns: 30 },
    );
  });
});
