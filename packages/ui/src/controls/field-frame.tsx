import { type ReactNode, useId } from 'react';
import { useWords } from '../words.tsx';

/** What stands around a control: its label, a description, and why it is refused or disabled. */
export type Around = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is for screen readers only. */
  hideLabel?: boolean;
  /** Says beside the label that it may stay empty. */
  optional?: boolean;
  /** Disables the control, and says why. */
  disabledReason?: string | undefined;
};

/** 32 px high, 36 px where fingers press. Relative to the text, so that it grows with it. */
export const controlHeight = 'min-h-8 touch:min-h-9';

/** The edge and the ground of everything that is typed in. */
export const controlClass =
  'rounded-md border border-line-strong bg-surface text-field text-ink aria-invalid:border-bad';

/** The ids that join a control with its label, hint and error. */
export function useFieldIds({ hint, error, disabledReason }: Around) {
  const id = useId();
  const described = [error ? `${id}-error` : '', disabledReason ? `${id}-reason` : '', hint ? `${id}-hint` : ''].filter(
    Boolean,
  );
  return {
    id,
    labelId: `${id}-label`,
    aria: { 'aria-invalid': error ? true : undefined, 'aria-describedby': described.join(' ') || undefined },
  };
}

type FrameProps = {
  around: Around;
  id: string;
  /** For controls that a `<label>` would press, such as buttons: called instead when the label is clicked. */
  onLabelClick?: () => void;
  children: ReactNode;
};

/** A control with its label above it, and its error and description below. */
export function FieldFrame({ around, id, onLabelClick, children }: FrameProps) {
  const words = useWords();
  const { label, hint, error, hideLabel, optional, disabledReason } = around;
  const look = hideLabel ? 'sr-only' : 'block font-medium text-sm';
  const mark = optional && !hideLabel ? <span className="font-normal text-muted"> {words.optional}</span> : null;
  return (
    <div className="min-w-0 space-y-1">
      {onLabelClick ? (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys reach the control itself
        // biome-ignore lint/a11y/noStaticElementInteractions: as the label of a native field, it only moves the focus
        <span id={`${id}-label`} className={look} onClick={onLabelClick}>
          {label}
          {mark}
        </span>
      ) : (
        <label id={`${id}-label`} htmlFor={id} className={look}>
          {label}
          {mark}
        </label>
      )}
      {children}
      {error ? (
        <p id={`${id}-error`} className="font-medium text-bad text-sm">
          {error}
        </p>
      ) : null}
      {disabledReason ? (
        <p id={`${id}-reason`} className="text-muted text-sm">
          {disabledReason}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
