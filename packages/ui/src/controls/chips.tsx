import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';

/** A short text with a round edge: what was chosen, and can be removed. */
export const chipClass =
  'inline-flex min-h-6 max-w-full items-center gap-1 rounded-full border border-line bg-sunken ps-2.5 text-ink text-sm touch:min-h-8';
export const chipRemoveClass =
  'grid size-6 shrink-0 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink touch:size-9';

type Chip = {
  id: string;
  label: string;
  /** Stands before the label, such as the name of the filter. */
  lead?: string;
  icon?: ReactNode;
};

type Props = {
  /** Names the list. */
  label: string;
  chips: readonly Chip[];
  /** Without it they cannot be removed. */
  onRemove?: (id: string) => void;
  /** Stands after the last chip, such as a button that removes all. */
  children?: ReactNode;
  className?: string;
};

/** What was chosen, each with a button that removes it; Delete and Backspace do the same. The focus moves to the chip beside it. */
export function Chips({ label, chips, onRemove, children, className }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const words = useWords();
  const remove = (id: string, index: number) => {
    const buttons = list.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [];
    (buttons[index + 1] ?? buttons[index - 1])?.focus();
    onRemove?.(id);
  };
  const onKeyDown = (event: KeyboardEvent, id: string, index: number) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    remove(id, index);
  };
  return (
    <ul ref={list} aria-label={label} className={cn('flex min-w-0 flex-wrap items-center gap-1.5', className)}>
      {chips.map(({ id, label: text, lead, icon }, index) => (
        <li key={id} className={cn(chipClass, !onRemove && 'pe-2.5')}>
          {icon}
          <span className="min-w-0 truncate">
            {lead ? <span className="text-muted">{lead}: </span> : null}
            <bdi>{text}</bdi>
          </span>
          {onRemove ? (
            <button
              type="button"
              data-chip
              aria-label={words.remove(lead ? `${lead}: ${text}` : text)}
              onClick={() => remove(id, index)}
              onKeyDown={(event) => onKeyDown(event, id, index)}
              className={chipRemoveClass}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          ) : null}
        </li>
      ))}
      {children ? <li>{children}</li> : null}
    </ul>
  );
}
