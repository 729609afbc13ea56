import { LoaderCircle } from 'lucide-react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';

/** Decoration only: a text beside it must say what is loading. */
export const Spinner = ({ className }: { className?: string }) => (
  <LoaderCircle aria-hidden className={cn('size-4 shrink-0 animate-spin', className)} />
);

type SkeletonProps = {
  /** How many lines, rows or panels there are to be. */
  lines?: number;
  /** The shape of what comes: running text, rows of a list, or the panels of a page. */
  shape?: 'text' | 'rows' | 'panels';
  label?: string;
};

/** Grey shapes in the place of what is loading, as high as it will be. */
export const Skeleton = ({ lines = 3, shape = 'text', label }: SkeletonProps) => {
  const words = useWords();
  const Shape = shapes[shape];
  return (
    <div role="status" aria-label={label ?? words.loading} className={cn('animate-pulse', frames[shape])}>
      {Array.from({ length: lines }, (_, line) => (
        <Shape key={line} line={line} />
      ))}
    </div>
  );
};

const frames = {
  text: 'space-y-3 py-2',
  rows: 'divide-y divide-line rounded-lg border border-line bg-surface',
  panels: 'space-y-5',
};

const bar = 'rounded bg-hover forced-colors:border';
const shapes = {
  text: ({ line }: { line: number }) => <div className={cn('h-4', bar, line % 3 === 2 ? 'w-1/2' : 'w-full')} />,
  rows: ({ line }: { line: number }) => (
    <div className="flex h-12 items-center gap-3 px-3">
      <div className={cn('size-5', bar)} />
      <div className={cn('h-3.5', bar, line % 2 === 1 ? 'w-1/3' : 'w-1/2')} />
    </div>
  ),
  panels: () => (
    <div className="space-y-4 rounded-lg border border-line bg-surface p-4 sm:p-5">
      <div className={cn('h-4 w-1/4', bar)} />
      <div className={cn('h-9 w-full', bar)} />
    </div>
  ),
};
