import type { Place } from '@millrace/contract/sources';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { chunkText } from '../sources/chunk-text.ts';
import type { AttachedPart } from './attachments.queries.ts';
import { attachedChars, choosePassages } from './choose-passages.ts';

/** `start` and `end` place the text in the attachment's. */
export type AttachedPassage = {
  attachmentId: string;
  title: string;
  text: string;
  page: number | null;
  place: Place | null;
  start: number;
  end: number;
};

/** Long enough to make sense, short enough to cite. */
const passageChars = 1_000;

type Attached = { id: string; name: string; text: string; parts: AttachedPart[]; step: number };

/** Passages of the files that hang on a question, and on those before it in its branch as far as there is room. */
export async function findAttachedPassages(
  db: Database,
  question: { id: string; content: string },
): Promise<AttachedPassage[]> {
  const { rows } = await sql<Attached>`
    with recursive way as (
      select id, parent_id, 0 as step from messages where id = ${question.id}
      union all
      select before.id, before.parent_id, way.step + 1 from messages as before join way on before.id = way.parent_id
    )
    select attachments.id, attachments.name, attachments.text, attachments.parts, min(way.step) as step
    from way
      join message_attachments on message_attachments.message_id = way.id
      join attachments on attachments.id = message_attachments.attachment_id
    where attachments.status = 'ready'
    group by attachments.id, message_attachments.position
    order by step, message_attachments.position`.execute(db);
  const passages: AttachedPassage[] = [];
  let room = attachedChars;
  for (const files of Map.groupBy(rows, ({ step }) => step).values()) {
    const chosen = choosePassages(question.content, files.flatMap(piecesOf), room);
    passages.push(...chosen);
    room -= chosen.reduce((sum, { text }) => sum + text.length, 0);
  }
  return passages;
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
