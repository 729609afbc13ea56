import type { SourceView } from '@millrace/contract/sources/sources';

/** Whether the extraction of its file has options: texts have an encoding, tables have rows and columns too. */
export const hasReadingOptions = ({ kind, file }: SourceView): boolean =>
  kind === 'file' && file !== null && file.mediaType.startsWith('text/');
