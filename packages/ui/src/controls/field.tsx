import type { ComponentProps } from 'react';
import { cn } from '../class-names.tsx';
import { type Around, controlClass, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';

/** The classes of every text field. 16 px on phones, or they zoom in. */
export const inputClass = `w-full px-2.5 py-0.5 disabled:opacity-60 ${controlClass}`;

/** A text field with its label, hint and error. Spread react-hook-form's `register` into it. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  optional,
  disabledReason,
  className,
  ...rest
}: ComponentProps<'input'> & Around) {
  const around = { label, hint, error, hideLabel, optional, disabledReason };
  const { id, aria } = useFieldIds(around);
  const disabled = disabledReason !== undefined || rest.disabled;
  return (
    <FieldFrame around={around} id={id}>
      <input
        dir="auto"
        {...rest}
        {...aria}
        id={id}
        disabled={disabled}
        className={cn(inputClass, controlHeight, className)}
      />
    </FieldFrame>
  );
}

export function TextArea({
  label,
  hint,
  error,
  hideLabel,
  optional,
  disabledReason,
  className,
  ...rest
}: ComponentProps<'textarea'> & Around) {
  const around = { label, hint, error, hideLabel, optional, disabledReason };
  const { id, aria } = useFieldIds(around);
  const disabled = disabledReason !== undefined || rest.disabled;
  return (
    <FieldFrame around={around} id={id}>
      <textarea
        dir="auto"
        {...rest}
        {...aria}
        id={id}
        disabled={disabled}
        className={cn(inputClass, 'min-h-32', className)}
      />
    </FieldFrame>
  );
}
