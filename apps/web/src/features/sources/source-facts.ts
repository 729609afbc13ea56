import { kindInWords } from '@millrace/contract/sources/source-kinds';
import type { SourceView } from '@millrace/contract/sources/sources';

const count = (value: number, one: string, many = `${one}s`) =>
  `${value.toLocaleString('en')} ${value === 1 ? one : many}`;

/** 1 kB is 1,000 bytes, as file managers have it. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return count(bytes, 'byte');
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

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
  if (source.file) facts.push(sizeText(source.file.size));
  return facts.join(' · ');
}
