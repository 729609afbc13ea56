import { t } from '@lingui/core/macro';
import { type ItemOutcome, type ItemReason, type ItemStatus, itemStatuses } from '@millrace/contract/crawl/crawl';
import { type FacetGroup, Facets } from '@millrace/ui/data/facets';
import { itemWord } from './item-columns.tsx';

/** `code`: the reason why they are missing; `found`: what the last crawl found. */
export type ItemFilter = {
  status?: ItemStatus | undefined;
  code?: string | undefined;
  found?: ItemOutcome | undefined;
};

type Props = {
  counts: Partial<Record<ItemStatus, number>>;
  reasons: readonly ItemReason[];
  filter: ItemFilter;
  onFilter: (filter: ItemFilter) => void;
};

/** Which pages are listed: by their status, or by the reason why they are missing, the most frequent one first. */
export function ItemFacets({ counts, reasons, filter, onFilter }: Props) {
  const statuses = itemStatuses.filter((status) => status === filter.status || (counts[status] ?? 0) > 0);
  const missing = reasons.filter(({ status }) => status === 'failed' || status === 'skipped' || status === 'removed');
  const byStatus: FacetGroup = {
    kind: 'values',
    id: 'status',
    label: t`Status`,
    values: statuses.map((value) => ({ value, label: itemWord(value), count: counts[value] ?? 0 })),
  };
  const byReason: FacetGroup = {
    kind: 'values',
    id: 'code',
    label: t`Why pages are missing`,
    values: byCode(missing),
  };
  return (
    <Facets
      label={t`Filter pages`}
      groups={missing.length > 0 ? [byStatus, byReason] : [byStatus]}
      state={{ status: filter.code ? [] : listOf(filter.status), code: listOf(filter.code) }}
      // a reason has one status: the two replace each other
      onChange={(id, [value]) => onFilter({ [id]: value })}
    />
  );
}

const listOf = (value: string | undefined) => (value === undefined ? [] : [value]);

/** One value per code: two of the same code differ in the status of the response, which the filter does not know. */
const byCode = (reasons: readonly ItemReason[]) =>
  [...Map.groupBy(reasons, ({ code }) => code)].map(([value, alike]) => ({
    value,
    label: [...new Set(alike.map(({ status, reason }) => `${itemWord(status)} · ${reason}`))].join(' / '),
    count: alike.reduce((sum, { count }) => sum + count, 0),
  }));
