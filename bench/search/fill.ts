import { type Database, transact } from '@millrace/db/database';
import { rememberWords, vectorText } from '@millrace/features/retrieval';
import { randomFrom, someText, someVector } from './synthetic.ts';

export const model = 'made up';
const chunksInSource = 100;

/** A workspace with so many chunks, a hundred to a source. */
export async function fill(db: Database, name: string, chunks: number, seed: number): Promise<string> {
  const random = randomFrom(seed);
  const { id: workspaceId } = await db
    .insertInto('workspaces')
    .values({ name })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (let from = 0; from < chunks; from += chunksInSource) {
    await transact(db, async (trx) => {
      const title = `Source ${from / chunksInSource}`;
      const source = await trx
        .insertInto('sources')
        .values({ workspaceId, kind: 'text', title, status: 'ready', pages: 1 })
        .returning('id')
        .executeTakeFirstOrThrow();
      const texts = Array.from({ length: Math.min(chunksInSource, chunks - from) }, () => someText(random));
      const text = texts.join('');
      const lang = from % 500 === 0 ? 'de' : 'en';
      const record = await trx
        .insertInto('records')
        .values({
          workspaceId,
          sourceId: source.id,
          position: 0,
          title,
          text,
          lang,
          charStart: 0,
          charEnd: text.length,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      let start = 0;
      const rows = texts.map((part, position) => {
        const end = start + part.length;
        const row = {
          workspaceId,
          sourceId: source.id,
          recordId: record.id,
          position,
          title,
          text: part,
          charStart: start,
          charEnd: end,
          embedding: vectorText(someVector(random)),
          embeddingModel: model,
        };
        start = end;
        return row;
      });
      await trx.insertInto('chunks').values(rows).execute();
      await rememberWords(trx, workspaceId, rows);
    });
  }
  return workspaceId;
}
