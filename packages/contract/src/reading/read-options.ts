import { z } from 'zod';
import { type TextEncoding, textEncodings } from './text-encodings.ts';

/** How a table of delimited text is to be read; what is not stated is detected. `skipRows`: lines above the header, which are not read. */
export const csvOptionsSchema = z.object({
  delimiter: z
    .string()
    .length(1, 'The delimiter must be one character')
    .regex(/[^"\r\n]/, 'The delimiter cannot be a quotation mark or a line break')
    .optional(),
  encoding: z.enum(textEncodings).optional(),
  skipRows: z.int().min(0).max(10_000).optional(),
  textColumns: z.array(z.string().min(1).max(200)).min(1).max(1_000).optional(),
  titleColumn: z.string().min(1).max(200).optional(),
});
export type CsvOptions = z.infer<typeof csvOptionsSchema>;
/** How a file is to be read. `encoding` is for texts, `hidden` for workbooks: hidden sheets, rows and columns are read too. */
export const readOptionsSchema = z.object({
  csv: csvOptionsSchema.optional(),
  encoding: z.enum(textEncodings).optional(),
  hidden: z.boolean().optional(),
});
export type ReadOptions = z.infer<typeof readOptionsSchema>;
/** As it is stored. `sealedPassword`: what opens the file, sealed for this source; it is there until the file has been read. */
export type StoredReadOptions = ReadOptions & { sealedPassword?: string };

export const previewCsvInput = csvOptionsSchema.extend({
  workspaceId: z.uuid(),
  fileId: z.uuid(),
  rows: z.int().min(1).max(500).default(50),
});
/**
 * The beginning of a table. `numbers`: of each row, as the file has it. `mismatched`: the numbers, within it, of rows with more or fewer
 * columns than the header. `notes`: what was decided by looks alone, as the import reports it.
 */
export type CsvPreview = {
  columns: string[];
  rows: string[][];
  numbers: number[];
  delimiter: string;
  encoding: TextEncoding;
  /** False: the encoding is a guess. */
  encodingSure: boolean;
  mismatched: number[];
  notes: string[];
};

export const readAgainInput = readOptionsSchema.extend({ sourceId: z.uuid() });
export const unlockInput = z.object({ sourceId: z.uuid(), password: z.string().min(1).max(500) });
