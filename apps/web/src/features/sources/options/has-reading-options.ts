import type { SourceView } from '@millrace/contract/sources/sources';

/** Whether people can say how its file is to be read: texts have an encoding, tables rows and columns too. */
export const hasReadingOptions = ({ kind, file }: SourceView): boolean =>
  kind === 'file' && file !== null && file.mediaType.startsWith('text/');
