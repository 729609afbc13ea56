import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';

const named = 3;
const beginningChars = 40;

/**
 * Which passages of a source have no vector although all were asked for, in words; null when all have one. A model may refuse a text
 * that it cannot read, and takes the others.
 */
export async function withoutVectorsInWords(db: Database | Trx, sourceId: string): Promise<string | null> {
  const without = await db
    .selectFrom('chunks')
    .where('sourceId', '=', sourceId)
    .where('embeddingModel', 'is', null)
    .select(['page', 'heading', sql<string>`left(btrim(text), ${beginningChars})`.as('beginning')])
    .select((eb) => eb.fn.countAll<number>().over().as('count'))
    .orderBy('position')
    .limit(named)
    .execute();
  const [first] = without;
  if (first === undefined) return null;
  const count = Number(first.count);
  const were = count === 1 ? 'One passage was' : `${count.toLocaleString('en')} passages were`;
  const where = without.map(({ page, heading, beginning }) => {
    const place = page === null ? heading : `page ${page}`;
    const words = `“${beginning.replace(/\s+/g, ' ')}…”`;
    return place ? `${place} (${words})` : words;
  });
  const more = count > named ? ` and ${(count - named).toLocaleString('en')} more` : '';
  const found = count === 1 ? 'It is' : 'They are';
  return `${were} refused by the embedding model: ${where.join(', ')}${more}. ${found} found by words only.`;
}
