import { t } from '@lingui/core/macro';
import { describeLocator } from '@millrace/contract/records/describe-locator';
import type { Locator } from '@millrace/contract/records/locator';

type Where = { page: number | null; place?: Locator | null };

/** The location of a passage within its source, to follow a title: "page 3", "row 12 of Parts", "1:20–1:48"; '' without one. */
export function whereInWords({ page, place }: Where): string {
  if (page !== null) return t`page ${page}`;
  if (!place) return '';
  if (place.kind === 'member') return inMember(place);
  if (place.kind !== 'row') return describeLocator(place);
  const { row, sheet } = place;
  return sheet === null ? t`row ${row}` : t`row ${row} of ${sheet}`;
}

/** Within a file of an archive or a mail. */
function inMember({ path, page, sheet, row }: Extract<Locator, { kind: 'member' }>): string {
  if (page !== null) return t`page ${page} of ${path}`;
  if (row === null) return path;
  return sheet === null ? t`row ${row} of ${path}` : t`row ${row} of ${sheet} in ${path}`;
}
