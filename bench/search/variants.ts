import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';
import { model } from './fill.ts';
import { dimensions } from './synthetic.ts';

export type Probe = { words: string; vector: string };

/** One way of finding the first sixty of a workspace, with what it needs built before. Its result is compared with the exact one. */
export type Variant = {
  name: string;
  /** Built before and dropped after; undefined: what the product has. */
  index?: { name: string; definition: string };
  onlyServer?: boolean;
  query: (workspaceId: string, probe: Probe) => RawBuilder<{ id: string }>;
};

const limit = sql.lit(60);
const here = (workspaceId: string) => sql`workspace_id = ${workspaceId} and enabled`;
const bits = (vector: string) => sql`hamming_distance(embedding_bits, binary_quantize(${vector}::vector))`;
const asVector = sql.lit(dimensions);

const exact: Variant = {
  name: 'vectors: each one measured (baseline)',
  query: (workspaceId, { vector }) => sql`
    select id from chunks where ${here(workspaceId)} and embedding_model = ${model}
    order by embedding <=> ${vector}::vector limit ${limit}`,
};

/** Ways to the nearest vectors; the first is exact, and the second what the product does. */
export const vectorVariants: [Variant, ...Variant[]] = [
  exact,
  {
    name: 'vectors: bits in a covering index, 1,000 measured (ours)',
    query: (workspaceId, { vector }) => sql`
      select id from chunks where id = any(array(
        select id from chunks where ${here(workspaceId)} and embedding_model = ${model}
        order by ${bits(vector)} limit 1000
      )) order by embedding <=> ${vector}::vector limit ${limit}`,
  },
  {
    name: 'vectors: bits in the rows, 1,000 measured',
    query: (workspaceId, { vector }) => sql`
      select id from (
        select id, embedding from chunks where ${here(workspaceId)} and embedding_model = ${model}
        order by ${bits(vector)} limit 1000
      ) near order by embedding <=> ${vector}::vector limit ${limit}`,
  },
  {
    name: 'vectors: hnsw by cosine',
    index: {
      name: 'try_hnsw',
      definition: `chunks using hnsw ((embedding::vector(${dimensions})) vector_cosine_ops)`,
    },
    query: (workspaceId, { vector }) => sql`
      select id from chunks where ${here(workspaceId)} and embedding_model = ${model}
      order by embedding::vector(${asVector}) <=> ${vector}::vector(${asVector}) limit ${limit}`,
  },
  {
    name: 'vectors: hnsw by bits, 1,000 measured',
    index: {
      name: 'try_hnsw_bits',
      definition: `chunks using hnsw ((embedding_bits::bit(${dimensions})) bit_hamming_ops)`,
    },
    query: (workspaceId, { vector }) => sql`
      select id from (
        select id, embedding from chunks where ${here(workspaceId)} and embedding_model = ${model}
        order by embedding_bits::bit(${asVector}) <~> binary_quantize(${vector}::vector(${asVector}))::bit(${asVector}) limit 1000
      ) near order by embedding <=> ${vector}::vector limit ${limit}`,
  },
];

const byWords = (workspaceId: string, { words }: Probe) => sql<{ id: string }>`
  select id from chunks where ${here(workspaceId)} and words @@ ${words}::tsquery
  order by ts_rank(words, ${words}::tsquery) desc, id limit ${limit}`;

export const wordVariants: [Variant, ...Variant[]] = [
  {
    name: 'words: each text parsed (baseline)',
    query: (workspaceId, { words }) => sql`
      select id from chunks where ${here(workspaceId)} and to_tsvector('english', text) @@ ${words}::tsquery
      order by ts_rank(to_tsvector('english', text), ${words}::tsquery) desc, id limit ${limit}`,
  },
  { name: 'words: gin, ts_rank', query: byWords },
  {
    name: 'words: gin with the workspace in it, ts_rank',
    onlyServer: true,
    index: { name: 'try_gin', definition: 'chunks using gin (workspace_id, words) with (fastupdate = off)' },
    query: byWords,
  },
];

/** Builds what the variant needs; returns how long that took, in milliseconds. */
export async function build(db: Database, { index }: Variant): Promise<number> {
  if (index === undefined) return 0;
  const from = performance.now();
  await sql.raw(`create index ${index.name} on ${index.definition}`).execute(db);
  return performance.now() - from;
}

export async function drop(db: Database, { index }: Variant): Promise<void> {
  if (index) await sql.raw(`drop index ${index.name}`).execute(db);
}
