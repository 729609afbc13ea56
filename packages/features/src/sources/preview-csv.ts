import { buffer } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import type { CsvPreview, previewCsvInput } from '@millrace/contract/reading/read-options';
import { previewTable } from '@millrace/reading/files/tables/preview-table';
import { detectStreamEncoding } from '@millrace/reading/files/text/detect-encoding';
import type { z } from 'zod';
import { findUploadedFile } from '../files/files.queries.ts';
import type { Services } from '../services.ts';

/** So much of the file is looked at: enough for 500 rows of any table that people read, too little to hold up anybody. */
const previewBytes = 1024 * 1024;
/** The first rows of a table as they would be imported with these options. Throws AppError: not-found, invalid when it is no table. */
export async function previewCsv(services: Services, input: z.output<typeof previewCsvInput>): Promise<CsvPreview> {
  const { workspaceId, fileId } = input;
  const file = await findUploadedFile(services.db, { workspaceId, id: fileId });
  if (!file) throw new AppError('not-found', 'files.not-found', 'This file does not exist in this workspace.');
  if (!file.mediaType.startsWith('text/')) {
    throw new AppError(
      'invalid',
      'sources.no-table',
      'This file is not delimited text (.csv, .tsv), so it has no preview.',
    );
  }
  const size = Number(file.size);
  const cut = size > previewBytes;
  const range = { start: 0, end: Math.min(size, previewBytes) - 1 };
  const bytes = await buffer(await services.storage.open(workspaceId, file.sha256, range));
  // a late letter may show that it is not UTF-8: the import looks at all of it too
  const whole = cut ? await services.storage.open(workspaceId, file.sha256) : [bytes];
  const encoding = await detectStreamEncoding(whole, input.encoding);
  return previewTable(bytes, encoding, { ...input, cut });
}
