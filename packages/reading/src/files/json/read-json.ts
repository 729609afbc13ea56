import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { ExtractMessage } from '../extracted.ts';
import { decodeText } from '../text/decode-text.ts';
import { splitText } from '../text/split-text.ts';
import { readJsonLines } from './read-json-lines.ts';
import { RowBatch } from './row-batch.ts';
import { isObject, isTable, type JsonValue, parseJson, valueText } from './value-text.ts';

const refusal = (reason: string, message: string, cause?: unknown) =>
  new AppError('invalid', `sources.${reason}`, message, { cause });

/** The line on which a text stops being JSON, by where the parser says it is. */
function faultOf(error: unknown, text: string): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  const at = /position (\d+)/.exec(String(error))?.[1];
  if (at === undefined) return 'it ends before it is complete';
  return `the fault is on line ${text.slice(0, Number(at)).split('\n').length.toLocaleString('en')}`;
}

/** The lists of objects in a value by the names they have in it, and what is left beside them. */
function tablesOf(value: JsonValue): { tables: [string | null, JsonValue[]][]; rest: JsonValue | undefined } {
  if (isTable(value)) return { tables: [[null, value]], rest: undefined };
  if (!isObject(value)) return { tables: [], rest: value };
  const entries = Object.entries(value);
  const tables = entries.filter((entry): entry is [string, JsonValue[]] => isTable(entry[1]));
  return { tables, rest: Object.fromEntries(entries.filter(([, one]) => !isTable(one))) };
}

/**
 * Reads JSON: a list of objects row by row, at the top or by its name in an object; anything else as lines of names and values. A file
 * of one value a line is read as that. Throws AppError invalid with the line of the first fault.
 */
export async function* readJson(path: string, options: ReadOptions): AsyncGenerator<ExtractMessage> {
  const { text, note, faulty } = decodeText(await readFile(path), options.encoding);
  let value: JsonValue;
  try {
    value = parseJson(text);
  } catch (error) {
    if (hasValuePerLine(text)) {
      yield* readJsonLines(path, options);
      return;
    }
    const words = `This file is not valid JSON: ${faultOf(error, text)}. Correct it or export it again, then upload it again.`;
    throw refusal('damaged', words, error);
  }
  yield { kind: 'opened', totalPages: null };
  const { tables, rest } = tablesOf(value);
  let records = 0;
  const words = rest === undefined ? '' : valueText(rest);
  if (words !== '') {
    for (const record of splitText(words, { markdown: false })) {
      records++;
      yield { kind: 'record', record };
    }
  }
  for (const [sheet, rows] of tables) {
    const batch = new RowBatch();
    for (const [i, row] of rows.entries()) {
      batch.add(row, { sheet: sheet?.toWellFormed().replaceAll('\0', '\ufffd').slice(0, 200) ?? null, row: i + 1 });
      if (batch.isFull) yield* batch.take();
    }
    yield* batch.take();
    records += batch.count;
  }
  if (records === 0) throw refusal('no-text', 'This JSON file holds no values.');
  yield { kind: 'done', notes: note ? [note] : [], incomplete: false, faulty };
}

/** Whether the first two lines are values of their own: JSON Lines under the name of JSON. */
function hasValuePerLine(text: string): boolean {
  const lines = text.split('\n', 1_000).filter((line) => line.trim() !== '');
  try {
    return lines.length > 1 && lines.slice(0, 2).every((line) => isObject(parseJson(line)));
  } catch {
    return false;
  }
}
