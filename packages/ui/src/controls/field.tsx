import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '../class-names.tsx';

/** The classes of every text field. 16 px on phones, or they zoom in. */
export const inputClass =
  'w-full rounded-md border border-line-strong bg-surface px-3 py-1.5 text-field text-ink aria-invalid:border-bad';

type Around = { label: string; hint?: ReactNode; error?: string | undefined; hideLabel?: boolean };

function useAround({ hint, error }: Around, id: string) {
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined };
}

function Labelled({ id, label, hint, error, hideLabel, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className="space-y-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'block font-medium text-sm'}>
        {label}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="font-medium text-bad text-sm">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** A text field with its label, hint and error. Spread react-hook-form's `register` into it. */
export function TextField({ label, hint, error, hideLabel, className, ...rest }: ComponentProps<'input'> & Around) {
  const around = { label, hint, error, hideLabel };
  const id = useId();
  return (
    <Labelled {...around} id={id}>
      <input dir="auto" {...rest} {...useAround(around, id)} className={cn(inputClass, 'h-10', className)} />
    </Labelled>
  );
}

export function TextArea({ label, hint, error, hideLabel, className, ...rest }: ComponentProps<'textarea'> & Around) {
  const around = { label, hint, error, hideLabel };
  const id = useId();
  return (
    <Labelled {...around} id={id}>
      <textarea dir="auto" {...rest} {...useAround(around, id)} className={cn(inputClass, 'min-h-32', className)} />
    </Labelled>
  );
}

type SelectProps = ComponentProps<'select'> & Around & { options: readonly { value: string; label: string }[] };

/** The native list: it works on every phone and with every screen reader. */
export function SelectField({ label, hint, error, hideLabel, options, className, ...rest }: SelectProps) {
  const around = { label, hint, error, hideLabel };
  const id = useId();
  return (
    <Labelled {...around} id={id}>
      <select {...rest} {...useAround(around, id)} className={cn(inputClass, 'h-10 px-1.5', className)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
