import type { Database } from '@millrace/db/database';
import type { Embedder } from '@millrace/llm/port';
import { sql } from 'kysely';

/** One embedding request has that many texts. */
const batchSize = 32;

/** The vectors that search has of these records: of several passages their mean. Those without any are missing. */
export async function findRecordVectors(
  db: Database,
  { workspaceId, ids, model }: { workspaceId: string; ids: readonly string[]; model: string },
): Promise<Map<string, Float32Array>> {
  const { rows } = await sql<{ id: string; vector: string }>`
    select record_id as id, avg(embedding)::text as vector from chunks
    where workspace_id = ${workspaceId} and record_id = any(${[...ids]}::uuid[])
      and embedding is not null and embedding_model = ${model}
    group by record_id`.execute(db);
  return new Map(rows.map(({ id, vector }) => [id, Float32Array.from(JSON.parse(vector) as number[])]));
}

/** Vectors of texts that nobody has indexed; null for one that says nothing to the embedder. */
export async function embedTexts(
  embedder: Embedder,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<(Float32Array | null)[]> {
  const vectors: (Float32Array | null)[] = [];
  for (let from = 0; from < texts.length; from += batchSize) {
    signal.throwIfAborted();
    const batch = texts.slice(from, from + batchSize).map((text) => text.slice(0, embedder.maxChars).trim() || '.');
    vectors.push(...(await embedder.embed(batch, signal)));
  }
  return vectors.map((vector, at) => (embedder.reads?.(texts[at]!) === false ? null : vector));
}
