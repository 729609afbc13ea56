import { X } from 'lucide-react';
import { useWords } from '../words.tsx';

/** A short label; with `onRemove` it has a button that removes it. */
export const Tag = ({ children, onRemove }: { children: string; onRemove?: () => void }) => {
  const words = useWords();
  return (
    <span className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-full border border-line bg-sunken px-2 text-muted text-xs">
      <span dir="auto" className="truncate">
        {children}
      </span>
      {onRemove ? (
        <button
          type="button"
          aria-label={words.remove(children)}
          className="-me-1.5 grid size-6 touch:size-9 place-items-center rounded-full hover:bg-hover hover:text-ink"
          onClick={onRemove}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </span>
  );
};
