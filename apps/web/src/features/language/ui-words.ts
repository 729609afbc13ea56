import { t } from '@lingui/core/macro';
import type { Words } from '@millrace/ui/words';
import { formatNumber } from './format.ts';

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
});
