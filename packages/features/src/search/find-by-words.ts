import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { countHaving } from './search.queries.ts';
import { inScope, type Scope } from './search-scope.ts';
import { probeOf, type Term } from './terms/term.ts';

/** A word of the query with how telling it is: the rarer in the workspace, the higher; 0 when it is not there at all. */
export type WeighedTerm = Term & { idf: number };

/** A word that so many passages have is common: how many they are is guessed from those that are ranked. */
const commonFrom = 2_000;
/** To rank more passages than these takes longer than people wait, and those that it adds have only words that say little. */
const mostRanked = 6_000;

/**
 * The chunks that have most of the query's words, the rare words counting most, best first, and the weight of each word. ts_rank of
 * one word stands for BM25's saturated frequency: it is quick, and what comes out is ranked exactly later.
 */
export async function findByWords(
  db: Database,
  scope: Scope,
  { terms, limit }: { terms: Term[]; limit: number },
): Promise<{ ids: string[]; terms: WeighedTerm[] }> {
  const counts = await countHaving(db, scope, terms.map(probeOf), commonFrom);
  const there = terms.map((term, i) => ({ term, count: counts[i] ?? 0 })).filter(({ count }) => count > 0);
  if (there.length === 0) return { ids: [], terms: terms.map((term) => ({ ...term, idf: 0 })) };
  const each = <T>(make: (n: number, probe: string, count: number) => T) =>
    there.map(({ term, count }, n) => make(n, probeOf(term), count));
  const rank = (n: number) => sql.ref(`rank_${n}`);
  const weight = (n: number) => sql.ref(`idf_${n}`);
  const ranks = each((n, probe) => sql`ts_rank('{1,1,1,1}', words, ${probe}::tsquery) as ${rank(n)}`);
  const shares = each((n) => sql`avg((${rank(n)} > 0)::int)::float8 as ${sql.ref(`share_${n}`)}`);
  const weights = each((n, _, count) => {
    const share = sql.ref(`share_${n}`);
    const df = count < commonFrom ? sql`${count}::float8` : sql`greatest(${count}, ${share} * total)`;
    return sql`ln(1 + (greatest(total, ${df}) - ${df} + 0.5) / (${df} + 0.5)) as ${weight(n)}`;
  });
  const { rows } = await sql<{ id: string; idf: number[] }>`
    with matched as materialized (
      select id, ${sql.join(ranks)} from chunks where ${inScope(scope)} and ${worthRanking(scope, there, limit)}
    ),
    weighed as (
      select ${sql.join(weights)} from (
        select (select count(*) from chunks where workspace_id = ${scope.workspaceId}) as total, ${sql.join(shares)} from matched
      ) counted
    )
    select id, array[${sql.join(each((n) => weight(n)))}]::float8[] as idf from matched, weighed
    order by ${sql.join(
      each((n) => sql`${rank(n)} * ${weight(n)}`),
      sql` + `,
    )} desc, id
    limit ${limit}`.execute(db);
  const idf = new Map(there.map(({ term }, n) => [term, rows[0]?.idf[n] ?? 0]));
  return { ids: rows.map((row) => row.id), terms: terms.map((term) => ({ ...term, idf: idf.get(term) ?? 0 })) };
}

/**
 * Passages with the rarest words, as many as can be ranked. A common word finds none by itself as long as rarer ones find enough; where
 * it must, those that have all the words come first, and of the others some.
 */
function worthRanking(scope: Scope, there: { term: Term; count: number }[], limit: number) {
  const taken: typeof there = [];
  let found = 0;
  for (const next of there.toSorted((x, y) => x.count - y.count)) {
    if (found >= limit && (next.count >= commonFrom || found + next.count > mostRanked)) break;
    taken.push(next);
    found += next.count;
  }
  const having = (some: typeof there, operator: string) =>
    sql`words @@ ${some.map(({ term }) => `(${probeOf(term)})`).join(operator)}::tsquery`;
  if (taken.every(({ count }) => count < commonFrom)) return having(taken, '|');
  const some = (matching: ReturnType<typeof having>) =>
    sql`(select id from chunks where ${inScope(scope)} and ${matching} limit ${mostRanked / 2})`;
  return sql`id = any(array(${some(having(there, '&'))} union ${some(having(taken, '|'))}))`;
}
