import { plural, t } from '@lingui/core/macro';
import type { Words } from '@millrace/ui/words';
import { formatNumber } from './format.ts';
import { currentLanguage } from './language.ts';

/** Also shown where a keyboard shortcut copies, without a button. */
export const notCopied = (): Words['notCopied'] => ({
  title: t`Copying failed`,
  detail: t`The browser refused access to the clipboard. Select the text and copy it manually.`,
});

/** The own words of the components of the UI package, in the current language. */
export const uiWords = (): Words => ({
  close: t`Close`,
  dismiss: t`Dismiss`,
  notifications: t`Notifications`,
  loading: t`Loading`,
  copied: t`Copied`,
  notCopied: notCopied(),
  nothingMatches: t`No matches`,
  all: t({ message: 'All', comment: 'The option that selects everything' }),
  title: t`Title`,
  rename: t`Rename`,
  showCharacters: t`Show password`,
  hideCharacters: t`Hide password`,
  remove: (name) => t`Remove ${name}`,
  resultsOf: (label) => t({ message: `${label}: results`, comment: 'Names the list of what a search found' }),
  menuOf: (label) => t({ message: `${label} menu`, comment: 'Names the menu that a button opens' }),
  optionsOf: (label) => t({ message: `${label}: options`, comment: 'Names the list of options of a field' }),
  optional: t({ message: '(optional)', comment: 'Beside the label of a field that may stay empty' }),
  clear: t({ message: 'Clear', comment: 'Empties a field' }),
  showOptions: t`Show options`,
  create: (text) => t`Create “${text}”`,
  matches: (count) => t`${plural(count, { one: '# option', other: '# options' })}`,
  chipKeys: (count) =>
    t`${plural(count, {
      one: '# selected. The left arrow key moves to it, Delete removes it.',
      other: '# selected. The left arrow key moves to them, Delete removes one.',
    })}`,
  openCalendar: t`Open calendar`,
  increase: t({ message: 'Increase', comment: 'Button of a number' }),
  decrease: t({ message: 'Decrease', comment: 'Button of a number' }),
  dates: dateWords(),
  actions: t`Actions`,
  labelled: (label) => t({ message: `${label}:`, comment: 'A label before its value' }),
  columns: t`Columns`,
  resetColumns: t`Reset columns`,
  widthOf: (name) => t({ message: `Width of ${name}`, comment: 'Names the edge of a column or pane' }),
  narrower: (name) => t`Make ${name} narrower`,
  wider: (name) => t`Make ${name} wider`,
  clearFilter: t({ message: 'Clear', comment: 'Removes what was selected in a filter' }),
  clearOf: (label) => t({ message: `Clear ${label}`, comment: 'Removes what was selected in a filter' }),
  findIn: (label) => t({ message: `Find in ${label}`, comment: 'A search among the values of a filter' }),
  showAll: (count) =>
    t({ message: `Show all ${{ count: formatNumber(count) }}`, comment: 'Of the values of a filter' }),
  rangeFrom: t({ message: 'From', comment: 'The least value of a range' }),
  rangeUntil: t({ message: 'Until', comment: 'The greatest value of a range' }),
  formatNumber,
  locale: currentLanguage().formats,
  timeZone: currentLanguage().timeZone,
});

const dateWords = (): Words['dates'] => ({
  previousMonth: t`Previous month`,
  nextMonth: t`Next month`,
  example: (date) => t({ message: `e.g. ${date}`, comment: 'In an empty date' }),
  notADate: (example) => t`Enter a date such as ${example}`,
  tooEarly: (first) => t`Enter ${first} or a later date`,
  tooLate: (last) => t`Enter ${last} or an earlier date`,
  from: t({ message: 'From', comment: 'First day of a period' }),
  until: t({ message: 'Until', comment: 'Last day of a period' }),
  periods: t({ message: 'Periods', comment: 'Names the buttons that choose a period of time' }),
  anyTime: t`Any time`,
  lastDays: (count) => t`${plural(count, { one: 'Last day', other: 'Last # days' })}`,
  thisMonth: t`This month`,
  thisYear: t`This year`,
});
