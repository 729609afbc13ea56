import { formatBytes, formatNumber } from '../../language/format.ts';
import type { Tally } from './upload-state.ts';

const files = (value: number) => (value === 1 ? '1 file' : `${formatNumber(value)} files`);

/** "123 of 300 files uploaded · 12.3 MB of 40.0 MB · 2 refused", and at the end "287 of 300 files uploaded, 10 were there already, 3 refused". */
export function summaryText(tally: Tally, moving: { files: number; sentBytes: number }): string {
  const { known, refused } = tally;
  const done = `${formatNumber(tally.added + known)} of ${files(tally.files)} uploaded`;
  const parts = [done];
  if (moving.files > 0)
    parts.push(`${formatBytes(tally.addedBytes + moving.sentBytes)} of ${formatBytes(tally.bytes)}`);
  if (known > 0) parts.push(known === 1 ? '1 was there already' : `${formatNumber(known)} were there already`);
  if (refused > 0) parts.push(`${formatNumber(refused)} refused`);
  return parts.join(moving.files > 0 ? ' · ' : ', ');
}

/** How much of everything is done, by octets; what was refused counts as done. */
export function fractionOf(tally: Tally, moving: readonly { size: number; sent: number }[]): number {
  const left = moving.reduce((sum, { size, sent }) => sum + size - sent, 0);
  return tally.bytes === 0 ? 0 : Math.max(0, Math.min(1, 1 - left / tally.bytes));
}
