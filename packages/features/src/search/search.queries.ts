import type { Locator } from '@millrace/contract/records/locator';
import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';
import { inScope, inWorkspace, type Scope } from './search-scope.ts';
import { probeOf, type Term } from './terms/term.ts';

/** More words than these make a search slow and no better; the rarest are taken. */
const maxTerms = 24;

/** How many of the nearest by bits are measured exactly. */
const measuredNearest = 1_000;

/** A chunk that may be shown, or the neighbour of one, which has no text and no cosine. */
export type Candidate = {
  id: string;
  sourceId: string;
  recordId: string;
  position: number;
  title: string;
  text: string;
  page: number | null;
  place: Locator | null;
  charStart: number;
  charEnd: number;
  /** 1 is the same direction as the query; null without a vector of the current model. */
  cosine: number | null;
  /** Which words of the query it has and where: title and heading come first, then the text. Other forms of words stand nowhere. */
  found: [string, number[]][] | null;
};

/** For each of these tsqueries how many passages have it; counting stops at `most`: above that a word is common, however common. */
export async function countHaving(db: Database, scope: Scope, probes: string[], most = 200): Promise<number[]> {
  if (probes.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from (
      select from chunks where ${inScope(scope)} and words @@ probe::tsquery limit ${most}
    ) few) as count
    from unnest(${probes}::text[]) with ordinality as probes (probe, n) order by n`.execute(db);
  return rows.map((row) => row.count);
}

/** Of a long query the rarest words, in their order. */
export async function rarestTerms(db: Database, scope: Scope, terms: Term[]): Promise<Term[]> {
  if (terms.length <= maxTerms) return terms;
  const counts = await countHaving(db, scope, terms.map(probeOf));
  const there = terms.map((term, i) => ({ term, count: counts[i] ?? 0 })).filter(({ count }) => count > 0);
  const rarest = new Set(
    there
      .sort((x, y) => x.count - y.count)
      .slice(0, maxTerms)
      .map(({ term }) => term),
  );
  return terms.filter((term) => rarest.has(term));
}

/** The chunks whose vectors are nearest to the query's, nearest first. Only vectors of this very model are looked at. */
export async function findByVector(
  db: Database,
  scope: Scope,
  { model, vector, limit }: { model: string; vector: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from chunks where id = any(array(
      select id from chunks
      where ${inScope(scope)} and embedding_model = ${model}
      order by hamming_distance(embedding_bits, binary_quantize(${vector}::vector))
      limit ${Math.max(measuredNearest, limit)}
    ))
    order by embedding <=> ${vector}::vector, id
    limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * The last resort, letter by letter: for parts of words and scripts that write no spaces. Share: how many of the `parts` a chunk has,
 * from 0 to 1.
 */
export async function findByLetters(
  db: Database,
  scope: Scope,
  { parts, limit }: { parts: string[]; limit: number },
): Promise<Shared[]> {
  if (parts.length === 0) return [];
  const has = parts.map((part) => {
    const pattern = `%${part.replace(/[\\%_]/g, '\\$&')}%`;
    return sql`(text ilike ${pattern} or title ilike ${pattern} or heading ilike ${pattern})::int`;
  });
  return findShares(db, scope, { share: sql`(${sql.join(has, sql` + `)})::float8 / ${sql.lit(parts.length)}`, limit });
}

/** For queries of stop words only: the words as they are written, one behind another. Half a share where only the capitals differ. */
export async function findAsWritten(
  db: Database,
  scope: Scope,
  { words, limit }: { words: string[]; limit: number },
): Promise<Shared[]> {
  if (words.length === 0) return [];
  const pattern = `\\m${words.join('\\W+')}\\M`;
  const all = sql`(title || ' ' || heading || ' ' || text)`;
  return findShares(db, scope, {
    share: sql`((${all} ~ ${pattern})::int + (${all} ~* ${pattern})::int)::float8 / 2`,
    limit,
  });
}

type Shared = { id: string; share: number };

async function findShares(
  db: Database,
  scope: Scope,
  { share, limit }: { share: RawBuilder<unknown>; limit: number },
): Promise<Shared[]> {
  const { rows } = await sql<Shared>`
    select id, share from (select id, ${share} as share from chunks where ${inScope(scope)}) looked_at
    where share > 0 order by share desc, id limit ${limit}`.execute(db);
  return rows;
}

/**
 * These chunks and their neighbours within the same record, with all that ranking needs; of neighbours, which only help, neither text
 * nor vector. To take a list of words apart costs more than all the rest, so only those are that have one of the query's.
 */
export async function readCandidates(
  db: Database,
  workspaceId: string,
  { ids, terms, model, vector }: { ids: string[]; terms: Term[]; model: string; vector: string | null },
): Promise<Candidate[]> {
  const lexemes = terms.flatMap((term) => [...term.lexemes, ...(term.pairs ?? []).flat()]);
  const starts = terms.flatMap((term) => term.start ?? []);
  const probe = terms.map(probeOf).join('|');
  const cosine = vector
    ? sql`case when is_hit and embedding_model = ${model} then 1 - (embedding <=> ${vector}::vector) end`
    : sql`null::float8`;
  const { rows } = await sql<Candidate>`
    with around as (
      select near.id, bool_or(near.id = hit.id) as is_hit from chunks hit
      join chunks near on near.source_id = hit.source_id and near.record_id = hit.record_id
        and near.position between hit.position - 1 and hit.position + 1
      where hit.id = any(${ids}::uuid[]) and hit.workspace_id = ${workspaceId}
      group by near.id
    )
    select id, source_id, record_id, position, title, case when is_hit then text else '' end as text, page,
      char_start, char_end, case when is_hit then (
        select place from records where records.id = chunks.record_id
      ) end as place, ${cosine} as cosine, case when words @@ ${probe}::tsquery then (
        select jsonb_agg(jsonb_build_array(lexeme, coalesce(positions, '{}'))) from unnest(words)
        where lexeme = any(${lexemes}::text[]) or lexeme ^@ any(${starts}::text[])
      ) end as found
    from chunks join around using (id) where ${inWorkspace(workspaceId)}`.execute(db);
  return rows;
}
