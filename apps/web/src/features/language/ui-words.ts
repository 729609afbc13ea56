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
  formatNumber,
});
