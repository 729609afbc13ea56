import { NumberField as Base } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';
import { type Around, controlClass, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';

type Props = Around & {
  /** Undefined: empty. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** Numbers beyond it are moved to it when the field is left. */
  min?: number;
  max?: number;
  /** What the arrow keys and buttons add; ten times as much with Shift. */
  step?: number;
  /** How it is written; integers by default. */
  format?: Intl.NumberFormatOptions;
  /** Stands after the number, such as "seconds". */
  unit?: string;
  name?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  className?: string;
};

const integer: Intl.NumberFormatOptions = { maximumFractionDigits: 0 };
const button =
  'grid w-7 shrink-0 place-items-center self-stretch rounded-md text-muted hover:bg-hover hover:text-ink data-disabled:opacity-40 touch:w-9';

/** A number as the person's language writes it, with buttons and arrow keys. */
export function NumberField(props: Props) {
  const { value, onChange, min, max, step = 1, format = integer, unit, className, ...rest } = props;
  const { name, placeholder, required, disabled, ...around } = rest;
  const words = useWords();
  const { id, labelId, aria } = useFieldIds(around);
  const described = [aria['aria-describedby'], unit ? `${id}-unit` : ''].filter(Boolean).join(' ');
  return (
    <FieldFrame around={around} id={id}>
      <Base.Root
        id={id}
        name={name}
        value={value ?? null}
        onValueChange={(next) => onChange(next ?? undefined)}
        min={min}
        max={max}
        step={step}
        largeStep={step * 10}
        format={format}
        locale={words.locale}
        required={required}
        disabled={disabled || around.disabledReason !== undefined}
      >
        <Base.Group
          className={cn(
            'flex w-full items-center focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2 data-disabled:opacity-60 has-[[aria-invalid=true]]:border-bad',
            controlClass,
            controlHeight,

            className,
          )}
        >
          <Base.Input
            {...aria}
            aria-describedby={described || undefined}
            placeholder={placeholder}
            className="w-full min-w-0 grow bg-transparent py-0.5 ps-2.5 tabular-nums outline-none!"
          />
          {unit ? (
            <span id={`${id}-unit`} className="shrink-0 pe-1 text-muted text-sm">
              {unit}
            </span>
          ) : null}
          <Base.Decrement aria-label={words.decrease} aria-describedby={labelId} className={button}>
            <Minus aria-hidden className="size-3.5" />
          </Base.Decrement>
          <Base.Increment aria-label={words.increase} aria-describedby={labelId} className={button}>
            <Plus aria-hidden className="size-3.5" />
          </Base.Increment>
        </Base.Group>
      </Base.Root>
    </FieldFrame>
  );
}
