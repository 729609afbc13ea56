import { cn } from '../class-names.tsx';

/** Keys such as `Ctrl K` or `g c`, one cap per key. */
export const Keys = ({ keys, className }: { keys: string; className?: string }) => (
  <span className="inline-flex gap-1 align-middle">
    {keys.split(' ').map((key) => (
      <kbd
        key={key}
        className={cn(
          'inline-flex min-h-5 min-w-5 items-center justify-center rounded border border-line px-1 font-sans text-xs',
          className,
        )}
      >
        {key}
      </kbd>
    ))}
  </span>
);
