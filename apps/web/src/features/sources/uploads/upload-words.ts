import { plural, t } from '@lingui/core/macro';
import { formatBytes, formatNumber } from '../../language/format.ts';
import type { Tally } from './upload-state.ts';

/** "123 of 300 files uploaded · 12.3 MB of 40.0 MB · 10 duplicates · 2 rejected". */
export function summaryText(tally: Tally, moving: { files: number; sentBytes: number }): string {
  const { known, refused } = tally;
  const done = formatNumber(tally.added + known);
  const facts = [
    t`${plural({ files: tally.files }, { one: `${done} of # file uploaded`, other: `${done} of # files uploaded` })}`,
  ];
  const sent = formatBytes(tally.addedBytes + moving.sentBytes);
  if (moving.files > 0) facts.push(t`${sent} of ${{ total: formatBytes(tally.bytes) }}`);
  if (known > 0) facts.push(t`${plural(known, { one: '# duplicate', other: '# duplicates' })}`);
  if (refused > 0) facts.push(t`${{ count: formatNumber(refused) }} rejected`);
  return facts.join(' · ');
}

/** How much of everything is done, from 0 to 1 by bytes; rejected files count as done. */
export function fractionOf(tally: Tally, moving: readonly { size: number; sent: number }[]): number {
  const left = moving.reduce((sum, { size, sent }) => sum + size - sent, 0);
  return tally.bytes === 0 ? 0 : Math.max(0, Math.min(1, 1 - left / tally.bytes));
}
