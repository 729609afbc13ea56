import { LoaderCircle } from 'lucide-react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';

/** Decoration only: a text beside it must say what is loading. */
export const Spinner = ({ className }: { className?: string }) => (
  <LoaderCircle aria-hidden className={cn('size-4 shrink-0 animate-spin', className)} />
);

/** Grey lines in place of text that is loading. */
export const Skeleton = ({ lines = 3, label }: { lines?: number; label?: string }) => {
  const words = useWords();
  return (
    <div role="status" aria-label={label ?? words.loading} className="animate-pulse space-y-3 py-2">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={cn('h-4 rounded bg-hover', line % 3 === 2 ? 'w-1/2' : 'w-full')} />
      ))}
    </div>
  );
};
