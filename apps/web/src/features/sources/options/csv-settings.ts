import type { CsvOptions } from '@millrace/contract/reading/read-options';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import type { FormPlace } from '../../drafts/draft-values.ts';

/** The state of the dialog; '' is: detect automatically. `text`: none means all columns. `rows`: how many are shown. */
export type CsvSettings = {
  delimiter: string;
  encoding: TextEncoding | '';
  skipRows: number;
  title: string;
  text: readonly string[];
  rows: number;
};

/** Where the options of a file are kept until they are used. */
export const optionsPlace = (workspaceId: string, fileId: string): FormPlace => ({
  ...{ form: 'extraction-options', workspaceId, object: fileId },
});

export const settingsOf = (options: CsvOptions): CsvSettings => ({
  delimiter: options.delimiter ?? '',
  encoding: options.encoding ?? '',
  skipRows: options.skipRows ?? 0,
  title: options.titleColumn ?? '',
  text: options.textColumns ?? [],
  rows: 50,
});

/** Columns that the table no longer has, because another delimiter or header was chosen, count as not chosen. */
export function chosenText({ text }: Pick<CsvSettings, 'text'>, columns: readonly string[]): readonly string[] {
  const there = text.filter((name) => columns.includes(name));
  return there.length > 0 ? there : columns;
}

/** The options to send: only those that were chosen. */
export function optionsOf(choice: CsvSettings, columns: readonly string[]): CsvOptions {
  const text = chosenText(choice, columns);
  return {
    delimiter: choice.delimiter || undefined,
    encoding: choice.encoding || undefined,
    skipRows: choice.skipRows || undefined,
    textColumns: text.length < columns.length ? [...text] : undefined,
    titleColumn: columns.includes(choice.title) ? choice.title : undefined,
  };
}
