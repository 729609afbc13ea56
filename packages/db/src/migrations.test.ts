import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../test/test-database.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { migrations } from './migrations.ts';

/** What a database of version 0.1 has recorded, in its order. */
const recorded = [
  '0001-house',
  '0002-places',
  '0003-crawl',
  '0004-choices',
  '0005-search',
  '0006-versions',
  '0007-crawl',
  '0008-uploads',
  '0010-completions',
  '0011-opinions',
  '0012-instructions',
  '0013-nearest',
  '0014-branches',
  '0015-next-messages',
  '0016-endpoints',
  '0017-storing',
  '0018-workspaces',
  '0019-titles',
  '0020-turns',
  '0021-attachments',
  '0022-kept',
];

test('a database that has recorded the first names of the migrations runs only what came after them', async () => {
  await using database = await openTestDatabase();
  const { db } = database;
  const before = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  expect(before.rows.map(({ name }) => name).slice(0, recorded.length)).toEqual(recorded);
  // as if its last migration were 0022
  const later = Object.keys(migrations).slice(recorded.length);
  await sql`delete from kysely_migration where name > ${recorded.at(-1)}`.execute(db);
  expect(await pendingMigrations(db)).toEqual(later);
  const now = new Date().toISOString();
  for (const name of later) await sql`insert into kysely_migration values (${name}, ${now})`.execute(db);
  expect(await migrate(db)).toEqual([]);
});

test('every file of a migration is in the list, under its number, and no number is there twice', async () => {
  const files = (await readdir(join(import.meta.dirname, 'migrations')))
    .filter((name) => /^\d{4}-/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => name.replace('.ts', ''))
    .sort();
  const keys = Object.keys(migrations);
  const numbers = keys.map((key) => key.slice(0, 4));
  expect(files.map((file) => file.slice(0, 4))).toEqual(numbers);
  expect(numbers).toEqual([...new Set(numbers)].sort());
  expect(keys.slice(recorded.length)).toEqual(files.slice(recorded.length));
});
