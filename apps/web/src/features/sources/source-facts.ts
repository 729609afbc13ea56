import { kindInWords } from '@millrace/contract/sources/source-kinds';
import type { SourceView } from '@millrace/contract/sources/sources';
import { formatBytes, formatNumber } from '../language/format.ts';

const count = (value: number, one: string, many = `${one}s`) => `${formatNumber(value)} ${value === 1 ? one : many}`;

const isDone = (source: SourceView) => source.status === 'ready' || source.status === 'partial';
export const isPicture = (source: SourceView): boolean => source.file?.mediaType.startsWith('image/') ?? false;
export const isPdf = (source: SourceView): boolean => source.file?.mediaType === 'application/pdf';

export const passagesText = (source: SourceView): string => count(source.counts.chunks, 'passage');
/** How often it was of use. */
export const retrievedText = (source: SourceView): string =>
  source.retrieved === 1 ? 'found once' : `found ${count(source.retrieved, 'time')}`;

/** "PDF · 12 pages · 1.2 MB" */
export function sourceFacts(source: SourceView): string {
  const facts = [kindInWords({ kind: source.kind, mediaType: source.file?.mediaType })];
  if (isDone(source) && source.counts.pages > 0) facts.push(count(source.counts.pages, 'page'));
  if (source.file) facts.push(formatBytes(source.file.size));
  return facts.join(' · ');
}
