import { cn } from '../class-names.tsx';

/** A part of the bar, drawn in proportion to the others. */
export type Stretch = { tone: keyof typeof tones; count: number };

const tones = {
  good: 'bg-accent',
  busy: 'bg-accent/45',
  quiet: 'bg-line-strong',
  bad: 'bg-bad',
};
/** The dot of a stretch in a legend. */
export const stretchDot = (tone: Stretch['tone']): string => cn('inline-block size-2 rounded-full', tones[tone]);

type Props = {
  label: string;
  /** 0…1; undefined: in progress, how far is unknown. */
  fraction?: number | undefined;
  /** The same in words. */
  valueText: string;
  /** The parts of what is done. */
  stretches?: readonly Stretch[];
  /** High enough to tell its stretches apart. */
  tall?: boolean;
  className?: string;
};

export function ProgressBar({ label, fraction, valueText, stretches = [], tall = false, className }: Props) {
  const known = fraction !== undefined;
  const drawn = stretches.filter(({ count }) => count > 0);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(fraction * 100) : undefined}
      aria-valuetext={valueText}
      className={cn('overflow-hidden rounded-full bg-hover forced-colors:border', tall ? 'h-2.5' : 'h-1.5', className)}
    >
      <div
        className={cn(
          'flex h-full overflow-hidden rounded-full transition-[width] duration-300 forced-colors:bg-[Highlight]',
          drawn.length === 0 && 'bg-accent',
          !known && 'w-1/3 animate-pulse',
        )}
        style={known ? { width: `${Math.max(2, fraction * 100)}%` } : undefined}
      >
        {drawn.map(({ tone, count }) => (
          <span key={tone} className={tones[tone]} style={{ flexGrow: count }} />
        ))}
      </div>
    </div>
  );
}
