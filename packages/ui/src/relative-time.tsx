const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** "5 minutes ago", "in 3 days"; under a minute "just now". */
export function relativeText(iso: string, nowMs = Date.now()): string {
  const seconds = (Date.parse(iso) - nowMs) / 1_000;
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

/** A time as people say it; the exact one on hover. */
export const RelativeTime = ({ iso }: { iso: string }) => (
  <time dateTime={iso} title={exact.format(new Date(iso))} className="whitespace-nowrap tabular-nums">
    {relativeText(iso)}
  </time>
);
