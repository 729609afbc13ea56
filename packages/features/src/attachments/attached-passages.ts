import type { Locator } from '@millrace/contract/records/locator';
import type { AttachedPart } from '@millrace/db/chat-tables';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { chunkText } from '../records/chunk-text.ts';
import { attachedChars, choosePassages } from './choose-passages.ts';

/** `start` and `end` place the text in the attachment's. */
export type AttachedPassage = {
  attachmentId: string;
  title: string;
  text: string;
  page: number | null;
  place: Locator | null;
  start: number;
  end: number;
};

/** Long enough to make sense, short enough to cite. */
const passageChars = 1_000;

type Hanging = { id: string; step: number };
type Attached = { id: string; name: string; text: string; parts: AttachedPart[] };

/** Passages of the files that hang on a question, and on those before it in its branch as far as there is room: what is left out is not read. */
export async function findAttachedPassages(
  db: Database,
  question: { id: string; content: string },
): Promise<AttachedPassage[]> {
  const { rows } = await sql<Hanging>`
    with recursive way as (
      select id, parent_id, 0 as step from messages where id = ${question.id}
      union all
      select before.id, before.parent_id, way.step + 1 from messages as before join way on before.id = way.parent_id
    )
    select attachments.id, min(way.step) as step
    from way
      join message_attachments on message_attachments.message_id = way.id
      join attachments on attachments.id = message_attachments.attachment_id
    where attachments.status = 'ready'
    group by attachments.id, message_attachments.position
    order by step, message_attachments.position`.execute(db);
  const passages: AttachedPassage[] = [];
  let room = attachedChars;
  for (const hanging of Map.groupBy(rows, ({ step }) => step).values()) {
    if (room < passageChars) break;
    const files = await readAttached(db, hanging);
    const chosen = choosePassages(question.content, files.flatMap(piecesOf), room);
    passages.push(...chosen);
    room -= chosen.reduce((sum, { text }) => sum + text.length, 0);
  }
  return passages;
}

/** In the order that is asked for. */
async function readAttached(db: Database, hanging: Hanging[]): Promise<Attached[]> {
  const ids = hanging.map(({ id }) => id);
  const rows = await db
    .selectFrom('attachments')
    .where('id', 'in', ids)
    .select(['id', 'name', 'text', 'parts'])
    .execute();
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

const piecesOf = ({ id, name, text, parts }: Attached): AttachedPassage[] =>
  parts.flatMap((part) =>
    chunkText(text.slice(part.start, part.end), { maxChars: passageChars, headings: [] })
      .map((chunk) => ({ start: part.start + chunk.start, end: part.start + chunk.end }))
      .map(({ start, end }) => ({
        ...{ attachmentId: id, title: name, text: text.slice(start, end), start, end },
        page: part.page,
        place: part.place ?? null,
      }))
      .filter((piece) => piece.text.trim() !== ''),
  );
