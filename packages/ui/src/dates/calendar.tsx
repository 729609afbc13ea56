import { useDirection } from '@base-ui/react/direction-provider';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { cn } from '../class-names.tsx';
import { BareIconButton } from '../controls/button.tsx';
import { useWords } from '../words.tsx';
import { dateNumber, firstDayOf, nameDay, nameMonth, weekdayNames } from './date-text.ts';
import { addDays, addMonths, clampDay, type Day, dayInWeek, startOfMonth, todayIn, weeksOf } from './days.ts';
import type { Period } from './periods.ts';

type Props = {
  value: Day | undefined;
  onPick: (day: Day) => void;
  min?: Day | undefined;
  max?: Day | undefined;
  /** The days between are tinted. */
  range?: Period | undefined;
  /** The chosen day, or today, has the focus from the beginning. */
  autoFocus?: boolean;
};

/**
 * A month of days. Arrow keys move by days and weeks, Home and End to the ends of the week, Page Up and Page Down by months, with Shift by
 * years; Enter chooses.
 */
export function Calendar({ value, onPick, min, max, range, autoFocus = false }: Props) {
  const words = useWords();
  const { locale } = words;
  const today = todayIn(words.timeZone);
  const direction = useDirection();
  const firstDay = firstDayOf(locale);
  const [active, setActive] = useState(() => clampDay(value ?? today, min, max));
  const grid = useRef<HTMLTableElement>(null);
  const headingId = useId();
  const focusActive = useRef(autoFocus);
  useEffect(() => {
    if (!focusActive.current) return;
    focusActive.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${active}"]`)?.focus();
  }, [active]);
  const isOut = (day: Day) => clampDay(day, min, max) !== day;
  const turn = (months: number) => setActive(clampDay(addMonths(active, months), min, max));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(active, event, direction === 'rtl', firstDay);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    focusActive.current = true;
    setActive(clampDay(next, min, max));
  };
  const canTurn = (months: number) =>
    startOfMonth(clampDay(addMonths(active, months), min, max)) !== startOfMonth(active);
  return (
    <div className="w-fit">
      <div className="flex items-center justify-between gap-2 pb-1">
        <BareIconButton
          size="sm"
          label={words.dates.previousMonth}
          aria-disabled={canTurn(-1) ? undefined : true}
          onClick={() => turn(-1)}
          icon={<ChevronLeft aria-hidden className="size-4" />}
        />
        <p id={headingId} aria-live="polite" className="font-medium text-sm">
          {nameMonth(active, locale)}
        </p>
        <BareIconButton
          size="sm"
          label={words.dates.nextMonth}
          aria-disabled={canTurn(1) ? undefined : true}
          onClick={() => turn(1)}
          icon={<ChevronRight aria-hidden className="size-4" />}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid of the date picker pattern is a table */}
      <table ref={grid} role="grid" aria-labelledby={headingId} onKeyDown={onKeyDown} className="border-collapse">
        <thead>
          <tr>
            {weekdayNames(locale, firstDay).map(({ short, long }) => (
              <th key={long} scope="col" abbr={long} className="p-0 pb-1 font-normal text-muted text-xs">
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(active, firstDay).map((week, row) => (
            <tr key={row}>
              {week.map((day, column) =>
                day === undefined ? (
                  <td key={column} className="h-9 p-0 touch:h-10" />
                ) : (
                  <DayCell
                    key={day}
                    day={day}
                    isActive={day === active}
                    isToday={day === today}
                    isChosen={day === value}
                    isWithin={isWithin(day, range)}
                    isOut={isOut(day)}
                    onPick={onPick}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isWithin(day: Day, range: Period | undefined): boolean {
  if (range?.from === undefined || range.until === undefined) return false;
  return day >= range.from && day <= range.until;
}

/** Where a key leads from a day; undefined: it is not for the grid. */
function moved(day: Day, { key, shiftKey }: KeyboardEvent, isRtl: boolean, firstDay: number): Day | undefined {
  const ahead = isRtl ? -1 : 1;
  if (key === 'ArrowRight') return addDays(day, ahead);
  if (key === 'ArrowLeft') return addDays(day, -ahead);
  if (key === 'ArrowDown') return addDays(day, 7);
  if (key === 'ArrowUp') return addDays(day, -7);
  if (key === 'Home') return addDays(day, -dayInWeek(day, firstDay));
  if (key === 'End') return addDays(day, 6 - dayInWeek(day, firstDay));
  if (key === 'PageUp') return addMonths(day, shiftKey ? -12 : -1);
  if (key === 'PageDown') return addMonths(day, shiftKey ? 12 : 1);
  return undefined;
}

type CellProps = {
  day: Day;
  isActive: boolean;
  isToday: boolean;
  isChosen: boolean;
  isWithin: boolean;
  isOut: boolean;
  onPick: (day: Day) => void;
};

function DayCell({ day, isActive, isToday, isChosen, isWithin, isOut, onPick }: CellProps) {
  const { locale } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole lint/a11y/useFocusableInteractive: a cell of the grid, with a button that has the focus
    <td role="gridcell" aria-selected={isChosen} className={cn('p-0', isWithin && 'bg-accent-soft')}>
      <button
        type="button"
        data-day={day}
        tabIndex={isActive ? 0 : -1}
        aria-label={nameDay(day, locale)}
        aria-current={isToday ? 'date' : undefined}
        aria-disabled={isOut || undefined}
        onClick={() => isOut || onPick(day)}
        className={cn(
          'grid size-9 place-items-center rounded-md border border-transparent text-sm tabular-nums hover:bg-hover focus-visible:-outline-offset-2 touch:size-10',
          isToday && 'border-line-strong font-semibold',
          isChosen &&
            'bg-accent text-on-accent hover:bg-accent-hover forced-colors:border-[Highlight] forced-colors:border-2',
          isOut && 'cursor-not-allowed text-muted opacity-60 hover:bg-transparent',
        )}
      >
        {dateNumber(day, locale)}
      </button>
    </td>
  );
}
