import { buffer } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import type { importLabelsInput } from '@millrace/contract/classification/results';
import { problemsOf, type Values } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';
import { transact } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { readTable, type Table } from '@millrace/reading/files/tables/read-table';
import { detectStreamEncoding } from '@millrace/reading/files/text/detect-encoding';
import { sql } from 'kysely';
import type { z } from 'zod';
import { findUploadedFile } from '../../files/files.queries.ts';
import type { Services } from '../../services.ts';
import { foldForQuotes } from '../answers/find-quote.ts';
import { sha256 } from '../items/answer-cache.queries.ts';
import type { SchemeVersion } from '../providers/answerer.ts';
import { subjectKind } from '../subjects/subject-kinds.ts';
import { valueInCell } from './value-in-cell.ts';

type Given = z.output<typeof importLabelsInput>;
/** Rows whose text was found and whose values were taken; whose text was not found; whose values no field takes. */
export type ImportedLabels = { matched: number; unmatched: number; invalid: number };

/** A larger table is no table of labels. */
const mostBytes = 20 * 1024 * 1024;
/** A text is found by a part of it if that is at least so long, and only where there are not too many to look through. */
const leastPart = 20;
const mostComparisons = 10_000_000;

type Text = { id: string; schemeId: string; version: number; title: string; text: string };

const refuse = (reason: string, message: string, values?: Record<string, string>) =>
  new AppError('invalid', reason, message, values && { values });

async function readLabels(services: Services, workspaceId: string, fileId: string): Promise<Table> {
  const file = await findUploadedFile(services.db, { workspaceId, id: fileId });
  if (file === undefined)
    throw new AppError('not-found', 'files.not-found', 'This file does not exist in this workspace.');
  if (!file.mediaType.startsWith('text/') || Number(file.size) > mostBytes)
    throw refuse('results.no-table', 'Labels are imported from delimited text (.csv, .tsv) of at most 20 MB.');
  const bytes = await buffer(await services.storage.open(workspaceId, file.sha256));
  const table = readTable(bytes, await detectStreamEncoding([bytes], undefined));
  if (table === undefined) throw refuse('results.no-table', 'This file has no rows.');
  return table;
}

const fold = (text: string) => foldForQuotes(text).text.trim().toLowerCase();

/** Finds the texts that a cell names. */
function finder(texts: readonly Text[], by: Given['match']['by'], rows: number): (cell: string) => Text[] {
  if (by === 'record') {
    const byId = Map.groupBy(texts, ({ id }) => id);
    return (cell) => byId.get(cell.trim().toLowerCase()) ?? [];
  }
  const folded = texts.map((text) => ({ text, said: fold(by === 'title' ? text.title : text.text) }));
  const bySaid = Map.groupBy(folded, ({ said }) => said);
  const looksInside = by === 'text' && texts.length * rows <= mostComparisons;
  return (cell) => {
    const wanted = fold(cell);
    const same = bySaid.get(wanted);
    if (same) return same.map(({ text }) => text);
    if (!looksInside || wanted.length < leastPart) return [];
    return folded.filter(({ said }) => said.includes(wanted)).map(({ text }) => text);
  };
}

/** What a row says, by field; undefined where a field does not take it. */
function valuesOf(
  table: Table,
  row: string[],
  columns: Given['columns'],
  fields: readonly Field[],
): Values | undefined {
  const values: Values = {};
  for (const [column, key] of Object.entries(columns)) {
    const field = fields.find((known) => known.key === key);
    if (field === undefined) continue;
    const value = valueInCell(field, row[table.columns.indexOf(column)] ?? '');
    if (value !== undefined) values[key] = value;
  }
  const named = fields.filter(({ key }) => Object.hasOwn(values, key));
  return problemsOf(named, values).length > 0 ? undefined : values;
}

type Importing = { workspaceId: string; userId: string | null; schemes: readonly SchemeVersion[] };

function requireColumns({ columns, match }: Given, table: Table, fields: readonly Field[]): void {
  for (const column of [match.column, ...Object.keys(columns)])
    if (!table.columns.includes(column))
      throw refuse('results.no-column', 'The file has no column "{column}". Its columns are: {columns}.', {
        column,
        columns: table.columns.join(', '),
      });
  for (const key of Object.values(columns))
    if (!fields.some((field) => field.key === key))
      throw refuse('results.no-field', 'The scheme has no field "{key}".', { key });
}

/** What a table says about the texts of a classification, as what people say. What a person corrected by hand stays. */
export async function importLabels(
  services: Services,
  given: Given,
  { workspaceId, userId, schemes }: Importing,
): Promise<ImportedLabels> {
  const table = await readLabels(services, workspaceId, given.fileId);
  const fields = schemes.flatMap((scheme) => scheme.fields);
  requireColumns(given, table, fields);
  const living = subjectKind('record').living(workspaceId);
  const { rows: texts } = await sql<Text>`select living.id, item.scheme_id, living.version, living.title, living.text
    from classification_items item join (${living}) living on living.id = item.subject_id
    where item.classification_id = ${given.classificationId}`.execute(services.db);
  const find = finder(texts, given.match.by, table.rows.length);
  const counts: ImportedLabels = { matched: 0, unmatched: 0, invalid: 0 };
  const judged = new Map<string, object>();
  const at = table.columns.indexOf(given.match.column);
  for (const row of table.rows) {
    const found = find(row[at] ?? '');
    const values = valuesOf(table, row, given.columns, fields);
    if (found.length === 0) counts.unmatched += 1;
    else if (values === undefined) counts.invalid += 1;
    else counts.matched += 1;
    if (values === undefined || Object.keys(values).length === 0) continue;
    for (const { id, schemeId, version, text } of found) {
      const own = new Set(schemes.find((scheme) => scheme.schemeId === schemeId)?.fields.map(({ key }) => key));
      const fieldValues = Object.fromEntries(Object.entries(values).filter(([key]) => own.has(key)));
      const textHash = sha256(text).toString('hex');
      judged.set(`${schemeId}:${id}`, { schemeId, subjectId: id, version, textHash, fieldValues });
    }
  }
  const now = services.clock();
  await transact(services.db, (trx) =>
    sql`insert into judgements (workspace_id, scheme_id, subject_kind, subject_id, subject_version, text_hash, field_values,
        accepted_values, review, version, imported, judged_by, judged_at)
      select ${workspaceId}, "schemeId", 'record', "subjectId", version, decode("textHash", 'hex'), "fieldValues", '{}',
        'corrected', 1, true, ${userId}::uuid, ${now}
      from jsonb_to_recordset(${toJson([...judged.values()])}::jsonb) as said ("schemeId" uuid, "subjectId" uuid,
        version int, "textHash" text, "fieldValues" jsonb)
      on conflict (scheme_id, subject_id) do update set
        field_values = case when judgements.imported then excluded.field_values
          else excluded.field_values || judgements.field_values end,
        version = judgements.version + 1, judged_at = excluded.judged_at`.execute(trx),
  );
  return counts;
}
