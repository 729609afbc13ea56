import { parseArgs } from 'node:util';
import type { Database } from '@millrace/db/database';
import { searchPassages, vectorText } from '@millrace/features/retrieval';
import { sql } from 'kysely';
import { fill, model } from './fill.ts';
import { type Opened, openEmbeddedDatabase, openServerDatabase } from './open-databases.ts';
import { randomFrom, rareWord, someVector, someWord } from './synthetic.ts';
import { type Timing, timed } from './timing.ts';
import { build, drop, type Probe, type Variant, vectorVariants, wordVariants } from './variants.ts';

const usage = `Usage: node bench/search/main.ts [--chunks 1000,10000,100000] [--postgres postgres://user:password@host/database]

Without --postgres (or TEST_DATABASE_URL) only the embedded database is measured. On the server a database is made, and dropped at the end.`;

const queries = 30;
/** Ways that are slow take minutes with more. */
const mostCompared = 10_000;

type Line = { database: string; chunks: number; what: string; timing: Timing; note: string };
type Query = Probe & { text: string; slip: string; embedding: Float32Array };

function makeQueries(): Query[] {
  const random = randomFrom(7);
  return Array.from({ length: queries }, () => {
    const rare = rareWord(random);
    const words = [rare, rareWord(random), someWord(random), someWord(random)];
    const embedding = someVector(random);
    return {
      text: words.join(' '),
      slip: `${rare.slice(0, 2)}${rare[3] ?? ''}${rare[2] ?? ''}${rare.slice(4)} ${words[1]}`,
      words: words.map((word) => `'${word}'`).join('|'),
      vector: vectorText(embedding),
      embedding,
    };
  });
}

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

/** Search as people get it, with a model that answers at once. */
function searchWith(db: Database, workspaceId: string) {
  return (query: string, embedding: Float32Array, filters?: { languages: string[] }) => {
    const embedder = { model, maxChars: 2_000, embed: async () => [embedding] };
    const services = { db, llm: { embedder }, log: quiet };
    return searchPassages(services, { workspaceId, query, filters, limit: 30 });
  };
}

async function measure({ name, db }: Opened, chunks: number, tell: (line: Line) => void): Promise<void> {
  const from = performance.now();
  const workspaceId = await fill(db, 'measured', chunks, 3);
  process.stderr.write(`${name}: ${chunks} chunks stored in ${((performance.now() - from) / 1_000).toFixed(0)} s\n`);
  // what belongs to others has to be passed over
  await fill(db, 'of others', chunks / 5, 4);
  await sql`vacuum (analyze)`.execute(db);
  const all = makeQueries();
  const line = (what: string, timing: Timing, note = '') => tell({ database: name, chunks, what, timing, note });
  const search = searchWith(db, workspaceId);
  line('search.query', await timed(all, (q) => search(q.text, q.embedding)));
  line('search.query, a language only', await timed(all, (q) => search(q.text, q.embedding, { languages: ['de'] })));
  line('search.query with a slip', await timed(all, (q) => search(q.slip, q.embedding)));
  line(
    'search.query "in quotes"',
    await timed(all, (q) => search(`"${q.text.split(' ').slice(0, 2).join(' ')}"`, q.embedding)),
  );
  if (chunks > mostCompared) return;
  for (const variants of [vectorVariants, wordVariants]) {
    const idsOf = async (variant: Variant, query: Query) =>
      (await variant.query(workspaceId, query).execute(db)).rows.map((row) => row.id);
    const truth = await Promise.all(all.slice(0, 10).map((query) => idsOf(variants[0], query)));
    for (const variant of variants) {
      if (name === 'embedded' && variant.onlyServer) continue;
      if (variant.onlyServer) await sql`create extension if not exists btree_gin`.execute(db);
      const builtMs = await build(db, variant);
      const found = await Promise.all(all.slice(0, 10).map((query) => idsOf(variant, query)));
      const agreed =
        variants === vectorVariants ? `${Math.round(agreement(truth, found) * 100)} % of the exact ten` : '';
      const built = builtMs > 0 ? `built in ${(builtMs / 1000).toFixed(1)} s` : '';
      line(
        variant.name,
        await timed(all, (query) => idsOf(variant, query)),
        [agreed, built].filter(Boolean).join(', '),
      );
      await drop(db, variant);
    }
  }
}

/** How many of the first ten of each are also among the first ten of the other. */
function agreement(truth: string[][], found: string[][]): number {
  const shared = truth.map((ids, i) => {
    const first = new Set(found[i]?.slice(0, 10));
    return ids.slice(0, 10).filter((id) => first.has(id)).length / Math.max(1, Math.min(10, ids.length));
  });
  return shared.reduce((sum, value) => sum + value, 0) / Math.max(1, shared.length);
}

function print({ database, chunks, what, timing, note }: Line): void {
  const cells = [database.padEnd(9), String(chunks).padStart(7), what.padEnd(58)];
  const times = [timing.p50, timing.p95].map((ms) => ms.toFixed(1).padStart(9));
  process.stdout.write(`${[...cells, ...times].join(' ')}  ${note}\n`);
}

const { values } = parseArgs({
  options: {
    chunks: { type: 'string', default: '1000,10000' },
    postgres: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const serverUrl = values.postgres ?? process.env.TEST_DATABASE_URL;
const sizes = values.chunks.split(',').map(Number);
if (values.help || sizes.some((size) => !Number.isInteger(size) || size < 100)) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
} else {
  process.stdout.write(`${'database'.padEnd(9)} ${'chunks'.padStart(7)} ${''.padEnd(58)}    p50 ms    p95 ms\n`);
  for (const size of sizes) {
    const opened = [openEmbeddedDatabase, ...(serverUrl ? [() => openServerDatabase(serverUrl)] : [])];
    for (const open of opened) {
      const database = await open();
      try {
        await measure(database, size, print);
      } finally {
        await database.close();
      }
    }
  }
}
