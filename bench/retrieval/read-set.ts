import { readFile } from 'node:fs/promises';
import type { Passage } from './bm25.ts';
import type { Qrels } from './measures.ts';

export type TestSet = { passages: Passage[]; queries: { id: string; text: string }[]; qrels: Qrels };
export type SetPaths = { corpus: string; queries: string; qrels: string };

/** A fault in the given files: file, line, what is wrong. */
export class BadSet extends Error {
  override name = 'BadSet';
}

/** Reads and checks the three files; throws BadSet at the first fault. */
export async function readSet(paths: SetPaths): Promise<TestSet> {
  const passages = (await readJsonLines(paths.corpus)).map(({ row, where }) => ({
    id: textOf(row, 'id', where),
    title: row.title === undefined || row.title === null ? '' : textOf(row, 'title', where),
    text: textOf(row, 'text', where),
  }));
  const queries = (await readJsonLines(paths.queries)).map(({ row, where }) => ({
    id: textOf(row, 'id', where),
    text: textOf(row, 'text', where),
  }));
  refuseTwins(passages, paths.corpus);
  refuseTwins(queries, paths.queries);
  const qrels = await readQrels(paths.qrels, new Set(queries.map((q) => q.id)), new Set(passages.map((p) => p.id)));
  return { passages, queries: queries.filter((query) => qrels.has(query.id)), qrels };
}

async function readLines(path: string): Promise<{ line: string; where: string }[]> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new BadSet(`${path} cannot be read: ${cause.message}`);
  });
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.map((line, i) => ({ line, where: `${path}, line ${i + 1}` })).filter(({ line }) => line.trim() !== '');
}

async function readJsonLines(path: string): Promise<{ row: Record<string, unknown>; where: string }[]> {
  const rows = (await readLines(path)).map(({ line, where }) => ({ row: parseObject(line, where), where }));
  if (rows.length === 0) throw new BadSet(`${path} is empty: one JSON object a line is expected.`);
  return rows;
}

function parseObject(line: string, where: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new BadSet(`${where}: this is not a JSON object.`);
}

function textOf(row: Record<string, unknown>, key: string, where: string): string {
  const value = row[key];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new BadSet(`${where}: the field "${key}" is missing or no text.`);
  return value;
}

function refuseTwins(rows: { id: string }[], path: string): void {
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) throw new BadSet(`${path}: the id "${id}" is there twice.`);
    seen.add(id);
  }
}

/** query, passage, relevance, parted by tabs; also with TREC's second column; a header line is passed over. */
async function readQrels(path: string, queries: Set<string>, passages: Set<string>): Promise<Qrels> {
  const qrels: Qrels = new Map();
  for (const [i, { line, where }] of (await readLines(path)).entries()) {
    const columns = line.trim().split(line.includes('\t') ? /\t/ : /\s+/);
    if (columns.length === 4) columns.splice(1, 1);
    const [query, passage, grade = '1'] = columns.map((column) => column.trim());
    if (query === undefined || passage === undefined || columns.length > 3) {
      throw new BadSet(`${where}: expected query, passage and relevance, parted by tabs.`);
    }
    if (i === 0 && !queries.has(query) && !passages.has(passage)) continue;
    if (!/^\d+(\.\d+)?$/.test(grade)) throw new BadSet(`${where}: the relevance "${grade}" is no number.`);
    if (!queries.has(query)) throw new BadSet(`${where}: there is no query "${query}".`);
    if (!passages.has(passage)) throw new BadSet(`${where}: there is no passage "${passage}".`);
    if (Number(grade) > 0) qrels.set(query, (qrels.get(query) ?? new Set()).add(passage));
  }
  if (qrels.size === 0) throw new BadSet(`${path} names no relevant passage.`);
  return qrels;
}
