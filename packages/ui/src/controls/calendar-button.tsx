import { Popover as Base } from '@base-ui/react/popover';
import { CalendarDays } from 'lucide-react';
import { type ComponentProps, lazy, Suspense, useRef } from 'react';
import { cn } from '../class-names.tsx';
import type { Calendar as CalendarOf } from '../dates/calendar.tsx';
import { type Day, todayIn } from '../dates/days.ts';
import { type Period, usualPeriods } from '../dates/periods.ts';
import { popClass, sheetBackdrop, sheetPop, sheetPositioner } from '../overlays/pop-classes.tsx';
import { useWords } from '../words.tsx';
import { Button } from './button.tsx';
import { comboboxButton } from './combobox-classes.ts';

// most people type the day: the grid is loaded when it is opened
const loadCalendar = () => import('../dates/calendar.tsx');
const Calendar = lazy(async () => ({ default: (await loadCalendar()).Calendar }));

type Props = {
  label: string;
  labelId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  disabled: boolean;
  calendar: ComponentProps<typeof CalendarOf> & { onPick: (day: Day) => void };
  onPeriod: ((period: Period) => void) | undefined;
};

/** The button at the end of a date field, with the calendar that it opens. */
export function CalendarButton({ label, labelId, open, onOpenChange, disabled, calendar, onPeriod }: Props) {
  const words = useWords();
  const trigger = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const close = () => onOpenChange(false);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} modal="trap-focus">
      <Base.Trigger
        ref={trigger}
        disabled={disabled}
        aria-label={words.openCalendar}
        aria-describedby={labelId}
        onPointerEnter={() => void loadCalendar()}
        onFocus={() => void loadCalendar()}
        className={comboboxButton}
      >
        <CalendarDays aria-hidden className="size-4" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Backdrop className={sheetBackdrop} />
        <Base.Positioner sideOffset={6} align="end" className={sheetPositioner}>
          <Base.Popup
            ref={popup}
            aria-label={label}
            finalFocus={trigger}
            initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-day][tabindex="0"]') ?? true}
            className={cn(popClass, sheetPop, 'max-h-(--available-height) overflow-y-auto p-3')}
          >
            <div className="flex flex-wrap justify-center gap-3">
              <Suspense fallback={<div className="h-72 w-63" aria-busy />}>
                <Calendar
                  autoFocus
                  {...calendar}
                  onPick={(day) => {
                    calendar.onPick(day);
                    close();
                  }}
                />
              </Suspense>
              {onPeriod ? (
                <Periods
                  onPeriod={(period) => {
                    onPeriod(period);
                    close();
                  }}
                />
              ) : null}
            </div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Periods({ onPeriod }: { onPeriod: (period: Period) => void }) {
  const words = useWords();
  const periods = usualPeriods(todayIn(words.timeZone), words.dates);
  return (
    <fieldset className="flex flex-wrap content-start gap-1 sm:flex-col">
      <legend className="sr-only">{words.dates.periods}</legend>
      {periods.map(({ label, from, until }) => (
        <Button
          key={label}
          size="sm"
          variant="ghost"
          className="justify-start"
          onClick={() => onPeriod({ from, until })}
        >
          {label}
        </Button>
      ))}
    </fieldset>
  );
}
