import { plural, select, t } from '@lingui/core/macro';
import type { BulkAction, BulkResult } from '@millrace/contract/sources/sources';
import { formatNumber } from '../../language/format.ts';

type Verb = BulkAction['verb'];

const oneDone = (verb: Verb, title: string): string =>
  t`${select(verb, {
    sync: `Syncing “${title}”`,
    pause: `“${title}” paused`,
    resume: `“${title}” resumed`,
    cancel: `“${title}” cancelled`,
    retry: `Retrying “${title}”`,
    enable: `“${title}” enabled`,
    disable: `“${title}” disabled`,
    delete: `“${title}” deleted`,
    restore: `“${title}” restored`,
    tag: `Tags added to “${title}”`,
    other: `Tags removed from “${title}”`,
  })}`;

const manyDone = (verb: Verb, count: number): string =>
  t`${select(verb, {
    sync: plural(count, { one: 'Syncing # source', other: 'Syncing # sources' }),
    pause: plural(count, { one: '# source paused', other: '# sources paused' }),
    resume: plural(count, { one: '# source resumed', other: '# sources resumed' }),
    cancel: plural(count, { one: '# source cancelled', other: '# sources cancelled' }),
    retry: plural(count, { one: 'Retrying # source', other: 'Retrying # sources' }),
    enable: plural(count, { one: '# source enabled', other: '# sources enabled' }),
    disable: plural(count, { one: '# source disabled', other: '# sources disabled' }),
    delete: plural(count, { one: '# source deleted', other: '# sources deleted' }),
    restore: plural(count, { one: '# source restored', other: '# sources restored' }),
    tag: plural(count, { one: 'Tags added to # source', other: 'Tags added to # sources' }),
    other: plural(count, { one: 'Tags removed from # source', other: 'Tags removed from # sources' }),
  })}`;

const oneRefused = (verb: Verb, title: string): string =>
  t`${select(verb, {
    sync: `“${title}” was not synced`,
    pause: `“${title}” was not paused`,
    resume: `“${title}” was not resumed`,
    cancel: `“${title}” was not cancelled`,
    retry: `“${title}” was not retried`,
    enable: `“${title}” was not enabled`,
    disable: `“${title}” was not disabled`,
    delete: `“${title}” was not deleted`,
    restore: `“${title}” was not restored`,
    tag: `No tags were added to “${title}”`,
    other: `No tags were removed from “${title}”`,
  })}`;

const allRefused = (verb: Verb): string =>
  t`${select(verb, {
    sync: 'No sources were synced',
    pause: 'No sources were paused',
    resume: 'No sources were resumed',
    cancel: 'No sources were cancelled',
    retry: 'No sources were retried',
    enable: 'No sources were enabled',
    disable: 'No sources were disabled',
    delete: 'No sources were deleted',
    restore: 'No sources were restored',
    tag: 'No tags were added',
    other: 'No tags were removed',
  })}`;

/** Each reason once, with how many sources were refused for it; the reason alone if it was the only source. */
function reasonsOf(refused: BulkResult['refused'], isSingle: boolean): string | undefined {
  const counts = new Map<string, number>();
  for (const { message } of refused) counts.set(message, (counts.get(message) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) =>
    isSingle ? reason : t`Not done for ${{ count: formatNumber(count) }}: ${reason}`,
  );
  return reasons.join(' ') || undefined;
}

/** What an action did, to how many sources, and why it refused the others; `titles` by id. */
export function outcomeInWords(
  verb: Verb,
  { done, refused }: BulkResult,
  titles: ReadonlyMap<string, string>,
): { title: string; detail: string | undefined; failed: boolean } {
  const isSingle = done.length + refused.length === 1;
  const failed = done.length === 0;
  const detail = reasonsOf(refused, isSingle);
  if (!isSingle) return { title: failed ? allRefused(verb) : manyDone(verb, done.length), detail, failed };
  const name = titles.get(done[0] ?? refused[0]?.sourceId ?? '') ?? t`Source`;
  return { title: failed ? oneRefused(verb, name) : oneDone(verb, name), detail, failed };
}
