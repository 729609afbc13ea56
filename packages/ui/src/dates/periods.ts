import type { DateWords } from '../words.tsx';
import { addDays, type Day, startOfMonth } from './days.ts';

/** Both days are included; undefined: open at that end. */
export type Period = { from: Day | undefined; until: Day | undefined };

/** The periods that are offered at once, each ending today; the last one is all time. */
export const usualPeriods = (today: Day, words: DateWords): (Period & { label: string })[] => [
  { label: words.lastDays(7), from: addDays(today, -6), until: today },
  { label: words.lastDays(30), from: addDays(today, -29), until: today },
  { label: words.thisMonth, from: startOfMonth(today), until: today },
  { label: words.thisYear, from: `${today.slice(0, 4)}-01-01`, until: today },
  { label: words.anyTime, from: undefined, until: undefined },
];
