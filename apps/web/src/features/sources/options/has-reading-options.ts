import type { SourceView } from '@millrace/contract/sources/sources';

/** Workbooks of Excel and OpenDocument: they have hidden sheets, rows and columns. */
export const isWorkbook = (mediaType: string): boolean => /spreadsheet|ms-excel/.test(mediaType);

/** Whether the extraction of its file has options: texts have an encoding, tables have rows and columns too. */
export const hasReadingOptions = ({ kind, file }: SourceView): boolean =>
  kind === 'file' && file !== null && (file.mediaType.startsWith('text/') || isWorkbook(file.mediaType));
