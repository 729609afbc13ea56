import type { Place } from '@millrace/contract/sources';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** More words than these make a search slow and no better; the rarest are taken. */
const maxLexemes = 24;

/** How many of the nearest by bits are measured exactly. */
const measuredNearest = 1_000;

/** A chunk that may be shown, or the neighbour of one. */
export type Candidate = {
  id: string;
  sourceId: string;
  recordId: string;
  position: number;
  title: string;
  text: string;
  page: number | null;
  place: Place | null;
  charStart: number;
  charEnd: number;
  /** 1 is the same direction as the query; null without a vector of the current model. */
  cosine: number | null;
  /** Which words of the query it has and where: title and heading come first, then the text. */
  found: [string, number[]][] | null;
};

/** A word of the query with how telling it is: the rarer in the workspace, the higher; 0 when it is not there at all. */
export type Term = { lexeme: string; idf: number };

const deletedSources = (workspaceId: string) =>
  sql`(select id from sources where workspace_id = ${workspaceId} and deleted_at is not null)`;

/** As a tsquery that holds just this lexeme, whatever characters it has. */
const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** Stems of the query in its order, without stop words; of a long query the rarest in the workspace. */
export async function readLexemes(db: Database, workspaceId: string, query: string): Promise<string[]> {
  const { rows } = await sql<{ lexeme: string }>`
    select lexeme from unnest(search_words(${query})) order by positions[1]`.execute(db);
  const lexemes = rows.map((row) => row.lexeme);
  if (lexemes.length <= maxLexemes) return lexemes;
  const rarest = await findRarest(db, workspaceId, lexemes);
  const kept = new Set(rarest);
  return lexemes.filter((lexeme) => kept.has(lexeme));
}

async function findRarest(db: Database, workspaceId: string, lexemes: string[]): Promise<string[]> {
  const probes = lexemes.map((lexeme) => sql`(${lexeme}::text, ${quoted(lexeme)}::tsquery)`);
  // counting stops at 200: above that a word is common, and it does not matter how common
  const { rows } = await sql<{ lexeme: string }>`
    select lexeme from (
      select lexeme, (select count(*) from (
        select from chunks where workspace_id = ${workspaceId} and words @@ probe limit 200
      ) few) as frequency
      from (values ${sql.join(probes)}) as terms (lexeme, probe)
    ) counted where frequency > 0 order by frequency limit ${maxLexemes}`.execute(db);
  return rows.map((row) => row.lexeme);
}

/**
 * The chunks that have most of the query's words, the rare words counting most, best first, and the weight of each word. ts_rank of
 * one word stands for BM25's saturated frequency: it is quick, and what comes out is ranked exactly later.
 */
export async function findByWords(
  db: Database,
  input: { workspaceId: string; lexemes: string[]; limit: number },
): Promise<{ ids: string[]; terms: Term[] }> {
  const { workspaceId, lexemes, limit } = input;
  if (lexemes.length === 0) return { ids: [], terms: [] };
  const each = <T>(make: (n: number, lexeme: string) => T) => lexemes.map((lexeme, i) => make(i, lexeme));
  const rank = (n: number) => sql.ref(`rank_${n}`);
  const weight = (n: number) => sql.ref(`idf_${n}`);
  const ranks = each((n, lexeme) => sql`ts_rank('{1,1,1,1}', words, ${quoted(lexeme)}::tsquery) as ${rank(n)}`);
  const counts = each((n) => sql`(count(*) filter (where ${rank(n)} > 0))::float8 as ${sql.ref(`df_${n}`)}`);
  const weights = each((n) => {
    const df = sql.ref(`df_${n}`);
    return sql`case when ${df} = 0 then 0 else ln(1 + (greatest(total, ${df}) - ${df} + 0.5) / (${df} + 0.5)) end as ${weight(n)}`;
  });
  const { rows } = await sql<{ id: string; idf: number[] }>`
    with matched as materialized (
      select id, ${sql.join(ranks)} from chunks
      where workspace_id = ${workspaceId}
        and words @@ ${lexemes.map(quoted).join('|')}::tsquery
        and source_id not in ${deletedSources(workspaceId)}
    ),
    counted as (
      select (select count(*) from chunks where workspace_id = ${workspaceId}) as total, ${sql.join(counts)} from matched
    ),
    weighed as (select ${sql.join(weights)} from counted)
    select id, array[${sql.join(each((n) => weight(n)))}]::float8[] as idf from matched, weighed
    order by ${sql.join(
      each((n) => sql`${rank(n)} * ${weight(n)}`),
      sql` + `,
    )} desc, id
    limit ${limit}`.execute(db);
  const idf = rows[0]?.idf ?? [];
  return { ids: rows.map((row) => row.id), terms: each((n, lexeme) => ({ lexeme, idf: idf[n] ?? 0 })) };
}

/** The chunks whose vectors are nearest to the query's, nearest first. Only vectors of this very model are looked at. */
export async function findByVector(
  db: Database,
  input: { workspaceId: string; model: string; vector: string; limit: number },
): Promise<string[]> {
  const { workspaceId, model, vector, limit } = input;
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, embedding from chunks
      where workspace_id = ${workspaceId} and embedding_model = ${model}
        and source_id not in ${deletedSources(workspaceId)}
      order by hamming_distance(embedding_bits, binary_quantize(${vector}::vector))
      limit ${Math.max(measuredNearest, limit)}
    ) near
    order by embedding <=> ${vector}::vector, id
    limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * The last resort, letter by letter: for queries of stop words only, parts of words, and scripts that write no spaces. Share: how
 * many of the `parts` a chunk has, from 0 to 1.
 */
export async function findByLetters(
  db: Database,
  input: { workspaceId: string; parts: string[]; limit: number },
): Promise<{ id: string; share: number }[]> {
  const { workspaceId, parts, limit } = input;
  if (parts.length === 0) return [];
  const has = parts.map((part) => {
    const pattern = `%${part.replace(/[\\%_]/g, '\\$&')}%`;
    return sql`(text ilike ${pattern} or title ilike ${pattern} or heading ilike ${pattern})::int`;
  });
  const { rows } = await sql<{ id: string; share: number }>`
    select id, share from (
      select id, (${sql.join(has, sql` + `)})::float8 / ${sql.lit(parts.length)} as share from chunks
      where workspace_id = ${workspaceId} and source_id not in ${deletedSources(workspaceId)}
    ) looked_at
    where share > 0 order by share desc, id limit ${limit}`.execute(db);
  return rows;
}

/** These chunks and their neighbours within the same record, with all that ranking needs. */
export async function readCandidates(
  db: Database,
  input: { workspaceId: string; ids: string[]; lexemes: string[]; model: string; vector: string | null },
): Promise<Candidate[]> {
  const { workspaceId, ids, lexemes, model, vector } = input;
  const cosine = vector
    ? sql`case when embedding_model = ${model} then 1 - (embedding <=> ${vector}::vector) end`
    : sql`null::float8`;
  const { rows } = await sql<Candidate>`
    with around as (
      select distinct near.id from chunks hit
      join chunks near on near.source_id = hit.source_id and near.record_id = hit.record_id
        and near.position between hit.position - 1 and hit.position + 1
      where hit.id = any(${ids}::uuid[]) and hit.workspace_id = ${workspaceId}
    )
    select id, source_id, record_id, position, title, text, page, char_start, char_end, (
      select place from records where records.id = chunks.record_id
    ) as place, ${cosine} as cosine, (
      select jsonb_agg(jsonb_build_array(lexeme, positions)) from unnest(words)
      where lexeme = any(${lexemes}::text[])
    ) as found
    from chunks where id in (select id from around)`.execute(db);
  return rows;
}
