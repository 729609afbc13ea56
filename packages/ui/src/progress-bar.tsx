import { cn } from './class-names.tsx';

type Props = {
  label: string;
  /** 0…1; none: it runs, nobody knows how far. */
  fraction?: number | undefined;
  /** The same in words. */
  valueText: string;
  className?: string;
};

export function ProgressBar({ label, fraction, valueText, className }: Props) {
  const known = fraction !== undefined;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(fraction * 100) : undefined}
      aria-valuetext={valueText}
      className={cn('h-1.5 overflow-hidden rounded-full bg-hover forced-colors:border', className)}
    >
      <div
        className={cn(
          'h-full rounded-full bg-accent transition-[width] duration-300 forced-colors:bg-[Highlight]',
          !known && 'w-1/3 animate-pulse',
        )}
        style={known ? { width: `${Math.max(2, fraction * 100)}%` } : undefined}
      />
    </div>
  );
}
