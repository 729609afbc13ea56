import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { MouseEvent } from 'react';

type Props = {
  /** The accessible name. */
  label: string;
  checked: boolean;
  /** Some of what it represents is checked. */
  indeterminate?: boolean;
  onChange: (checked: boolean, event: Event) => void;
  onClick?: (event: MouseEvent) => void;
  className?: string;
};

/** A checkbox with a name for screen readers. Its target is larger than it looks. */
export const Checkbox = ({ label, checked, indeterminate = false, onChange, onClick, className }: Props) => (
  <Base.Root
    aria-label={label}
    checked={checked}
    indeterminate={indeterminate}
    onClick={onClick}
    onCheckedChange={(next, { event }) => onChange(next, event)}
    className={`group grid size-7 touch:size-9 shrink-0 place-items-center rounded-md ${className ?? ''}`}
  >
    <span className="grid size-4.5 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent group-hover:border-accent group-data-checked:border-accent group-data-checked:bg-accent group-data-indeterminate:border-accent group-data-indeterminate:bg-accent">
      <Base.Indicator className="grid place-items-center">
        {indeterminate ? (
          <Minus aria-hidden className="size-3.5" strokeWidth={3} />
        ) : (
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        )}
      </Base.Indicator>
    </span>
  </Base.Root>
);
