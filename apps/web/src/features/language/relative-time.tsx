import { formatDateTime, formatRelative } from './format.ts';

/** A relative time; the exact one on hover. */
export const RelativeTime = ({ iso }: { iso: string }) => (
  <time dateTime={iso} title={formatDateTime(iso)} className="whitespace-nowrap tabular-nums">
    {formatRelative(iso)}
  </time>
);
