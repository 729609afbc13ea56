import type { BulkAction, BulkResult } from '@millrace/contract/sources/sources';
import { formatNumber } from '../../language/format.ts';

const participles: Record<BulkAction['verb'], string> = {
  sync: 'being synced',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  retry: 'started again',
  enable: 'enabled',
  disable: 'disabled',
  delete: 'deleted',
  restore: 'restored',
  tag: 'tagged',
  untag: 'untagged',
};

const counted = (count: number) => (count === 1 ? '1 source' : `${formatNumber(count)} sources`);

/** What happened, to how many, and why not to the others; `titles` by id. */
export function outcomeInWords(
  verb: BulkAction['verb'],
  { done, refused }: BulkResult,
  titles: ReadonlyMap<string, string>,
): { title: string; detail: string | undefined; failed: boolean } {
  const all = done.length + refused.length;
  const single = all === 1 ? `“${titles.get(done[0] ?? refused[0]?.sourceId ?? '') ?? 'The source'}”` : undefined;
  const participle = participles[verb];
  const some = refused.length > 0 ? `${done.length} of ${counted(all)}` : counted(done.length);
  const title =
    done.length === 0
      ? `${single ? `${single} was not` : 'None of the sources was'} ${participle}`
      : `${single ?? some} ${done.length === 1 ? 'is' : 'are'} ${participle}`;
  const whys = new Map<string, number>();
  for (const { message } of refused) whys.set(message, (whys.get(message) ?? 0) + 1);
  const detail = [...whys].map(([why, count]) => (all === 1 ? why : `${count} not: ${why}`)).join(' ');
  return { title, detail: detail || undefined, failed: done.length === 0 };
}
