import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '@millrace/db/database';
import { openEmbedded } from '@millrace/db/embedded';
import { migrate } from '@millrace/db/migrate';
import { findByVector, searchPassages, vectorText } from '@millrace/features/retrieval';
import { builtinEmbedder } from '@millrace/llm/builtin-embedder';
import type { Embedder } from '@millrace/llm/port';
import { openBm25 } from './bm25.ts';
import { loadPassages } from './load-passages.ts';
import { type Figures, judge } from './measures.ts';
import { BadSet, readSet, type SetPaths } from './read-set.ts';

const usage = `Usage: node bench/retrieval/main.ts --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv
       node bench/retrieval/main.ts FOLDER        (a folder with these three files)

  corpus.jsonl   {"id", "title", "text"} a line
  queries.jsonl  {"id", "text"} a line
  qrels.tsv      query, passage, 1, parted by tabs`;

/** Passages asked for at each query: enough for a depth of 10 when several hits are of one passage. */
const depth = 30;

function readPaths(): SetPaths {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { corpus: { type: 'string' }, queries: { type: 'string' }, qrels: { type: 'string' } },
  });
  const [folder, ...more] = positionals;
  const inFolder = (name: string) => (folder === undefined ? undefined : join(folder, name));
  const corpus = values.corpus ?? inFolder('corpus.jsonl');
  const queries = values.queries ?? inFolder('queries.jsonl');
  const qrels = values.qrels ?? inFolder('qrels.tsv');
  if (!corpus || !queries || !qrels || more.length > 0) throw new BadSet(`Three files are needed.\n\n${usage}`);
  return { corpus, queries, qrels };
}

type Search = (query: string) => Promise<string[]>;
type Line = Figures & { name: string; medianMs: number; slowestMs: number };

async function run(name: string, search: Search, set: Awaited<ReturnType<typeof readSet>>): Promise<Line> {
  const rankings = new Map<string, string[]>();
  const times: number[] = [];
  for (const query of set.queries) {
    const from = performance.now();
    const ids = await search(query.text);
    times.push(performance.now() - from);
    rankings.set(query.id, [...new Set(ids)]);
  }
  times.sort((x, y) => x - y);
  const medianMs = times[Math.floor(times.length / 2)] ?? 0;
  return { name, ...judge(rankings, set.qrels), medianMs, slowestMs: times.at(-1) ?? 0 };
}

/** An embedder that is always out of reach: the product then searches by words alone. */
const absent = (embedder: Embedder): Embedder => ({
  ...embedder,
  embed: () => Promise.reject(new Error('left out for this measurement')),
});

async function main(): Promise<void> {
  const set = await readSet(readPaths());
  const tell = (text: string) => process.stderr.write(`${text}\n`);
  tell(`${set.passages.length} passages, ${set.queries.length} queries`);
  const embedded = await openEmbedded({ dataDir: 'memory://' });
  const embedder = builtinEmbedder();
  try {
    const db = openDatabase(embedded.pool);
    await migrate(db);
    const from = performance.now();
    const { workspaceId, passageOf, chunks } = await loadPassages(db, embedder, set.passages, (done) => {
      if (done % 200 === 0 || done === set.passages.length) tell(`${done} passages indexed`);
    });
    tell(`${chunks} chunks in ${Math.round((performance.now() - from) / 1000)} s`);

    const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
    const services = (using: Embedder) => ({ db, llm: { embedder: using }, log: quiet });
    const through =
      (using: Embedder): Search =>
      async (query) => {
        const { hits } = await searchPassages(services(using), { workspaceId, query, limit: depth });
        return hits.map((hit) => passageOf.get(hit.sourceId) ?? '');
      };
    const sourceOf = new Map(
      (await db.selectFrom('chunks').select(['id', 'sourceId']).execute()).map((chunk) => [chunk.id, chunk.sourceId]),
    );
    const byVector: Search = async (query) => {
      const [vector] = await embedder.embed([query]);
      if (!vector) return [];
      const nearest = { model: embedder.model, vector: vectorText(vector), limit: depth };
      return (await findByVector(db, { workspaceId }, nearest)).map(
        (id) => passageOf.get(sourceOf.get(id) ?? '') ?? '',
      );
    };
    const bm25 = openBm25(set.passages);
    print([
      await run('BM25 alone', async (query) => bm25(query, depth), set),
      await run('Millrace, words only', through(absent(embedder)), set),
      await run('Millrace, vectors only', byVector, set),
      await run('Millrace, hybrid', through(embedder), set),
    ]);
  } finally {
    await embedder.close();
    await embedded.close();
  }
}

function print(lines: Line[]): void {
  const row = (cells: string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(24) : cell.padStart(12))).join('');
  const text = [row(['', 'recall@5', 'nDCG@10', 'median ms', 'slowest ms'])];
  for (const { name, recallAt5, ndcgAt10, medianMs, slowestMs } of lines) {
    text.push(row([name, recallAt5.toFixed(4), ndcgAt10.toFixed(4), medianMs.toFixed(1), slowestMs.toFixed(1)]));
  }
  process.stdout.write(`${text.join('\n')}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof BadSet || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
