import { AppError } from '@millrace/contract/app-error';
import type { BoxedSpan } from '@millrace/contract/records/locator';
import { embedChunks } from '@millrace/contract/search/search';
import { isCrawled } from '@millrace/contract/sources/source-verbs';
import type { Trx } from '@millrace/db/database';
import { markdownHeadings } from '@millrace/reading/files/text/markdown-headings';
import { cleanTitle } from '../files/clean-title.ts';
import { type Start, withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { changeRecord, type RecordRow, type RecordText, rechunk, storedChunks } from './change-record.ts';
import { headingsAfter, isMarkdown } from './headings-after.ts';
import { findSourceText } from './record-versions.queries.ts';
import { goneRecord } from './records.queries.ts';
import { goneSource, lockSource, type SourceRow } from './source-row.ts';
import { moveSpans, sharedStretches } from './text-stretches.ts';

type Editor = { userId: string | null };
type Locked = { record: RecordRow; source: SourceRow; mediaType: string | null };

/**
 * Changes what a record says. The version before is kept; chunks whose words stay keep their vectors, and the others are found by
 * their words until theirs are made. Throws conflict when the record has changed since `expectedVersion`.
 */
export function updateRecord(
  services: Services,
  input: { recordId: string; title?: string; text?: string; expectedVersion: number } & Editor,
): Promise<void> {
  return withJobs(services, async (trx, start) => {
    const locked = await lockRecord(trx, input.recordId);
    const { record } = locked;
    if (record.version !== input.expectedVersion) throw await changedMeanwhile(trx, record);
    const title = input.title === undefined ? record.title : cleanTitle(input.title);
    const text = input.text?.replaceAll('\r\n', '\n').replaceAll('\0', '\ufffd').toWellFormed() ?? record.text;
    await edit(services, trx, start, locked, { title, text }, input);
  });
}

/** Lets a record say again what it said in an earlier version; this is a new version as well. */
export function revertRecord(services: Services, input: { recordId: string; version: number } & Editor): Promise<void> {
  return withJobs(services, async (trx, start) => {
    const locked = await lockRecord(trx, input.recordId);
    if (locked.record.version === input.version) return;
    const kept = await trx
      .selectFrom('recordVersions')
      .where('recordId', '=', input.recordId)
      .where('version', '=', input.version)
      .select(['title', 'text', 'spans'])
      .executeTakeFirst();
    if (kept === undefined)
      throw new AppError('not-found', 'sources.version-not-found', 'This version of the text does not exist.');
    await edit(services, trx, start, locked, kept, input);
  });
}

async function edit(
  services: Services,
  trx: Trx,
  start: Start,
  locked: Locked,
  wanted: { title: string; text: string; spans?: BoxedSpan[] },
  { userId }: Editor,
): Promise<void> {
  const { record } = locked;
  if (wanted.title === record.title && wanted.text === record.text) return;
  const next = await textAfter(trx, locked, wanted);
  const said = await findSourceText(trx, record);
  const edited = said.title !== next.title || said.text !== next.text;
  const { maxChars } = services.llm.embedder;
  const fresh = await changeRecord(trx, { record, next, by: { kind: 'person', userId, edited }, maxChars });
  if (fresh > 0) await embedRecord(start, locked, userId);
}

/** The source first, as everything that changes its text does: two changes of one source cannot wait for each other. */
async function lockRecord(trx: Trx, recordId: string, deleted = false): Promise<Locked> {
  const found = await trx.selectFrom('records').select('sourceId').where('id', '=', recordId).executeTakeFirst();
  if (found === undefined) throw goneRecord();
  const source = await lockSource(trx, found.sourceId);
  if (source.deletedAt) throw goneSource();
  if (!isCrawled(source) && ['queued', 'processing'].includes(source.status))
    throw new AppError(
      'conflict',
      'sources.being-read',
      'This source is being read. Wait until it has finished, then change its text.',
    );
  const record = await trx.selectFrom('records').selectAll().where('id', '=', recordId).forUpdate().executeTakeFirst();
  if (record === undefined || (record.deletedAt !== null && !deleted)) throw goneRecord();
  const file =
    source.fileId === null
      ? undefined
      : await trx.selectFrom('files').select('mediaType').where('id', '=', source.fileId).executeTakeFirst();
  return { record, source, mediaType: file?.mediaType ?? null };
}

async function changedMeanwhile(trx: Trx, { changedBy }: RecordRow): Promise<AppError> {
  const user =
    changedBy === null
      ? undefined
      : await trx.selectFrom('users').select('name').where('id', '=', changedBy).executeTakeFirst();
  if (user === undefined)
    return new AppError(
      'conflict',
      'sources.record-changed',
      'Another person or a re-extraction has changed this text in the meantime. Copy what you wrote, open the latest version and make your change there.',
    );
  return new AppError(
    'conflict',
    'sources.record-changed',
    '{name} has changed this text in the meantime. Copy what you wrote, open the latest version and make your change there.',
    { values: { name: user.name } },
  );
}

/** What follows from a new title and text: places and headings that still fit. */
async function textAfter(
  trx: Trx,
  { record, source, mediaType }: Locked,
  { title, text, spans }: { title: string; text: string; spans?: BoxedSpan[] },
): Promise<RecordText> {
  const stored = await storedChunks(trx, record.id);
  const stretches = sharedStretches(record.text, text);
  const markdown = isMarkdown(record, mediaType);
  const headings = markdown ? markdownHeadings(text) : headingsAfter(stored, stretches);
  const begins = markdown && markdownHeadings(record.text)[0]?.start === 0;
  const heading = begins ? '' : (stored[0]?.heading ?? '');
  // a row goes by its title, and so does what was given one and has no heading of its own
  const titled = record.place?.kind === 'row' || title !== record.title;
  return {
    title,
    text,
    spans: spans ?? moveSpans(stretches, record.spans),
    headings,
    heading: titled && (heading === '' || heading === record.title) ? title : heading,
    chunkTitle: stored[0]?.title ?? (await findItemTitle(trx, record)) ?? source.title,
  };
}

async function findItemTitle(trx: Trx, { itemId }: RecordRow): Promise<string | null> {
  if (itemId === null) return null;
  const item = await trx.selectFrom('sourceItems').select('title').where('id', '=', itemId).executeTakeFirst();
  return item?.title ?? null;
}

/** A run of its own for each change: it has little to do, and none has to look whether another is about to end. */
const embedRecord = (start: Start, { record, source }: Locked, userId: string | null) =>
  start(
    embedChunks,
    { workspaceId: record.workspaceId, recordId: record.id },
    {
      workspaceId: record.workspaceId,
      createdBy: userId,
      subject: { kind: 'source', id: source.id, title: source.title },
    },
  );

/** Takes a record out of the source: out of lists, search and answers at once. Twice is once. */
export function deleteRecord(services: Services, recordId: string): Promise<void> {
  return withJobs(services, async (trx) => {
    const { record } = await lockRecord(trx, recordId, true);
    if (record.deletedAt !== null) return;
    await trx.updateTable('records').set({ deletedAt: services.clock() }).where('id', '=', recordId).execute();
    await trx.deleteFrom('chunks').where('recordId', '=', recordId).execute();
  });
}

/** Undoes a deletion; its passages are found by their words at once and get new vectors. */
export function restoreRecord(services: Services, { recordId, userId }: { recordId: string } & Editor): Promise<void> {
  return withJobs(services, async (trx, start) => {
    const locked = await lockRecord(trx, recordId, true);
    const { record } = locked;
    if (record.deletedAt === null) return;
    await trx.updateTable('records').set({ deletedAt: null }).where('id', '=', recordId).execute();
    const next = await textAfter(trx, locked, record);
    const fresh = await rechunk(trx, record, next, services.llm.embedder.maxChars);
    if (fresh > 0) await embedRecord(start, locked, userId);
  });
}
