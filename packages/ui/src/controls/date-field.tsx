import { X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { cn } from '../class-names.tsx';
import { readDay, writeDay } from '../dates/date-text.ts';
import { type Day, todayIn } from '../dates/days.ts';
import type { Period } from '../dates/periods.ts';
import { useWords } from '../words.tsx';
import { CalendarButton } from './calendar-button.tsx';
import { comboboxBox, comboboxButton } from './combobox-classes.ts';
import { type Around, controlClass, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';

type Props = Around & {
  /** As `2026-11-30`; undefined: empty. */
  value: Day | undefined;
  /** Called when a whole day has been typed or chosen, and with undefined when the field is empty or holds none. */
  onChange: (day: Day | undefined) => void;
  min?: Day | undefined;
  max?: Day | undefined;
  /** The period that this day begins or ends; with `onPeriod`, usual periods are offered beside the calendar. */
  range?: Period;
  onPeriod?: (period: Period) => void;
  name?: string;
  required?: boolean;
  disabled?: boolean;
};

/** What is wrong with what was typed. */
function faultOf(
  text: string,
  day: Day | undefined,
  { min, max }: Props,
  { dates, locale, timeZone }: ReturnType<typeof useWords>,
) {
  if (text.trim() === '') return undefined;
  if (day === undefined) return dates.notADate(writeDay(todayIn(timeZone), locale));
  if (min !== undefined && day < min) return dates.tooEarly(writeDay(min, locale));
  if (max !== undefined && day > max) return dates.tooLate(writeDay(max, locale));
  return undefined;
}

/** A day, typed as the person's language writes it or chosen in a calendar (Alt and the down arrow open it). */
export function DateField(props: Props) {
  const { value, onChange, min, max, range, onPeriod, name, required, disabled, ...given } = props;
  const words = useWords();
  const { locale, timeZone } = words;
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<{ text: string; of: Day | undefined }>();
  const [isLeft, setLeft] = useState(false);
  // what was typed is shown as long as the value is what came of it
  const typed = draft && draft.of === value ? draft.text : undefined;
  const text = typed ?? (value === undefined ? '' : writeDay(value, locale));
  const today = todayIn(timeZone);
  const read = readDay(text, locale, today);
  const fault = faultOf(text, read, props, words);
  const around = { ...given, error: given.error ?? (isLeft ? fault : undefined) };
  const { id, labelId, aria } = useFieldIds(around);
  const isDisabled = disabled || around.disabledReason !== undefined;
  const commit = () => {
    const next = fault === undefined ? read : undefined;
    setLeft(true);
    setDraft(fault === undefined ? undefined : { text, of: undefined });
    if (next !== value) onChange(next);
  };
  const choose = (day: Day | undefined) => {
    setDraft(undefined);
    onChange(day);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key !== 'ArrowDown' || !event.altKey) return;
    event.preventDefault();
    commit();
    setOpen(true);
  };
  return (
    <FieldFrame around={around} id={id}>
      <div
        className={cn(
          comboboxBox,
          controlClass,
          controlHeight,

          isDisabled && 'opacity-60',
        )}
      >
        <input
          {...aria}
          ref={input}
          id={id}
          type="text"
          inputMode="text"
          autoComplete="off"
          placeholder={words.dates.example(writeDay(today, locale))}
          value={text}
          required={required}
          disabled={isDisabled}
          onChange={(event) => {
            setLeft(false);
            setDraft({ text: event.target.value, of: value });
          }}
          onBlur={() => typed !== undefined && commit()}
          onKeyDown={onKeyDown}
          className="w-full min-w-0 grow bg-transparent py-0.5 ps-2.5 tabular-nums outline-none!"
        />
        {name ? <input type="hidden" name={name} value={value ?? ''} /> : null}
        {text !== '' && !required && !isDisabled ? (
          <button
            type="button"
            aria-label={words.clear}
            aria-describedby={labelId}
            className={comboboxButton}
            onClick={() => {
              choose(undefined);
              input.current?.focus();
            }}
          >
            <X aria-hidden className="size-4" />
          </button>
        ) : null}
        <CalendarButton
          label={around.label}
          labelId={labelId}
          open={open}
          onOpenChange={setOpen}
          disabled={isDisabled}
          calendar={{ value, min, max, range, onPick: choose }}
          onPeriod={onPeriod}
        />
      </div>
    </FieldFrame>
  );
}
