import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { type EmbeddedDatabase, openEmbedded } from './embedded.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { checkDatabase } from './pool.ts';
import { tidyEmbedded } from './tidy-embedded.ts';

let folder: string;
let embedded: EmbeddedDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-embedded-'));
  embedded = await openEmbedded({ dataDir: join(folder, 'pg') });
});

afterAll(async () => {
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
});

const codeOf = (error: unknown) => (error as { code?: string }).code;

test('each query gets its own rows and its own error, however many failed before it', async () => {
  await embedded.pool.query('create table keyed (i int primary key)');
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      if (n % 4 === 0) return embedded.pool.query('insert into nowhere values ($1)', [n]).catch(codeOf);
      if (n % 4 === 1) return embedded.pool.query('insert into nowhere values (1)').catch(codeOf);
      if (n % 4 === 2) return embedded.pool.query('select $1::int as n', ['not a number']).catch(codeOf);
      return embedded.pool.query('select $1::int as n', [n]).then((result) => result.rows);
    }),
  );
  const expected = outcomes.map((_, n) => ['42P01', '42P01', '22P02', [{ n }]][n % 4]);
  expect(outcomes).toEqual(expected);
});

test('an aborted transaction leaves the connection fit for the next one', async () => {
  const client = await embedded.pool.connect();
  await client.query('begin');
  expect(await client.query('select 1 / $1::int', [0]).catch(codeOf)).toBe('22012');
  expect(await client.query('select 1').catch(codeOf)).toBe('25P02');
  await client.query('rollback');
  client.release();
  expect((await embedded.pool.query('select $1::text as word', ['fine'])).rows).toEqual([{ word: 'fine' }]);
});

test('concurrent transactions are served one after another and all of them count', async () => {
  const db = openDatabase(embedded.pool);
  await embedded.pool.query('create table tally (n int)');
  await embedded.pool.query('insert into tally values (0)');
  await Promise.all(
    Array.from({ length: 50 }, () =>
      db.transaction().execute(async (trx) => {
        const tally = trx.withTables<{ tally: { n: number } }>();
        const { n } = await tally.selectFrom('tally').select('n').executeTakeFirstOrThrow();
        await tally
          .updateTable('tally')
          .set({ n: n + 1 })
          .execute();
      }),
    ),
  );
  expect((await embedded.pool.query('select n from tally')).rows).toEqual([{ n: 50 }]);
});

test('migrations run on a fresh folder, and what was written is there after closing and opening again', async () => {
  const db = openDatabase(embedded.pool);
  await checkDatabase(db);
  expect(await pendingMigrations(db)).toContain('0001-house');
  expect(await migrate(db)).toContain('0001-house');
  expect(await pendingMigrations(db)).toEqual([]);
  expect(await migrate(db)).toEqual([]);
  const { id } = await db
    .insertInto('workspaces')
    .values({ name: 'Mühle 🌾' })
    .returning('id')
    .executeTakeFirstOrThrow();

  await embedded.close();
  embedded = await openEmbedded({ dataDir: join(folder, 'pg') });
  const again = openDatabase(embedded.pool);
  expect(await pendingMigrations(again)).toEqual([]);
  const found = await again.selectFrom('workspaces').selectAll().where('id', '=', id).execute();
  expect(found.map((row) => row.name)).toEqual(['Mühle 🌾']);
});

test('what has changed much is tidied, once', async () => {
  const db = openDatabase(embedded.pool);
  await embedded.pool.query('create table busy (n int)');
  await embedded.pool.query('insert into busy select generate_series(1, 1000)');
  expect(await tidyEmbedded(db)).toContain('busy');
  expect((await embedded.pool.query("select reltuples from pg_class where relname = 'busy'")).rows).toEqual([
    { reltuples: 1000 },
  ]);
  expect(await tidyEmbedded(db)).toEqual([]);
});

test('a query after the end says that the database has ended instead of waiting for ever', async () => {
  const gone = await openEmbedded({ dataDir: 'memory://' });
  await gone.close();
  await expect(openDatabase(gone.pool).selectFrom('users').selectAll().execute()).rejects.toThrow();
});
