import { plural, t } from '@lingui/core/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import { formatBytes } from '../language/format.ts';
import { sourceKindText } from '../language/source-kind-words.ts';

const isDone = (source: SourceView) => source.status === 'ready' || source.status === 'partial';
export const isPicture = (source: SourceView): boolean => source.file?.mediaType.startsWith('image/') ?? false;
export const isPdf = (source: SourceView): boolean => source.file?.mediaType === 'application/pdf';

/** "PDF · 12 pages · 1.2 MB" */
export function sourceFacts(source: SourceView): string {
  const facts = [sourceKindText({ kind: source.kind, mediaType: source.file?.mediaType })];
  if (isDone(source) && source.counts.pages > 0)
    facts.push(t`${plural({ pages: source.counts.pages }, { one: '# page', other: '# pages' })}`);
  if (source.file) facts.push(formatBytes(source.file.size));
  return facts.join(' · ');
}
