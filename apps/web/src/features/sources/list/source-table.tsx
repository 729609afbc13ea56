import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { maxBulk, type SourceView } from '@millrace/contract/sources/sources';
import { cn } from '@millrace/ui/class-names';
import { DataTable } from '@millrace/ui/data/data-table';
import type { ListHandle } from '@millrace/ui/data/row-list';
import { useSelection } from '@millrace/ui/data/selection';
import { initialLayout } from '@millrace/ui/data/table-columns';
import { useStored } from '@millrace/ui/layout/stored';
import { type Ref, useTransition } from 'react';
import { formatNumber } from '../../language/format.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { ListFilter } from './list-filter.ts';
import { hasDetails, RowDetails } from './row-details.tsx';
import { orderOf, sortOf, sourceColumns } from './source-columns.tsx';
import { SourceMenu } from './source-menu.tsx';

/** How many sources are listed, or selected of them. */
function countText(chosen: number, total: number): string {
  if (chosen === 0) return t`${plural(total, { one: '# source', other: '# sources' })}`;
  const selected = formatNumber(chosen);
  return chosen === maxBulk && total > maxBulk
    ? t`${plural(total, { one: `${selected} of # source selected, the maximum`, other: `${selected} of # sources selected, the maximum` })}`
    : t`${plural(total, { one: `${selected} of # source selected`, other: `${selected} of # sources selected` })}`;
}

type Props = {
  /** Undefined: they are loading. */
  sources: readonly SourceView[] | undefined;
  total: number;
  mayEdit: boolean;
  list: Ref<ListHandle>;
  sort: ListFilter['sort'];
  onSort: (sort: ListFilter['sort']) => void;
  onNearEnd: () => void;
  /** Loads the ids of all sources, up to the limit of one action. */
  loadAll: () => Promise<string[]>;
};

/** The listed sources, with what can be done with one or with the selected ones. */
export function SourceTable({ sources, total, mayEdit, sort, onSort, loadAll, ...rest }: Props) {
  const columns = sourceColumns();
  const [layout, setLayout] = useStored('table.sources', initialLayout(columns));
  const listed = sources ?? [];
  const selection = useSelection(
    listed.map(({ id }) => id),
    maxBulk,
  );
  const [, start] = useTransition();
  const { chosen } = selection;
  const chooseAll = () => {
    if (chosen.size > 0) return selection.clear();
    start(async () => selection.set(await loadAll()));
  };
  const all = {
    label: chosen.size > 0 ? t`Deselect all sources` : t`Select all sources`,
    state: chosen.size === 0 ? ('none' as const) : chosen.size < listed.length ? ('some' as const) : ('all' as const),
    onChange: chooseAll,
  };
  const labelOf = ({ title }: SourceView) => t`Select ${title}`;
  return (
    <div className="rounded-lg border border-line bg-surface">
      <DataTable
        {...rest}
        {...{ columns, total, layout }}
        label={t`Sources`}
        items={sources}
        keyOf={({ id }) => id}
        sort={sortOf(sort)}
        onSort={(next) => onSort(orderOf(next))}
        onLayout={setLayout}
        selection={mayEdit ? { ...selection, labelOf, all } : undefined}
        actions={mayEdit ? (source) => <SourceMenu source={source} /> : undefined}
        below={(source) => (hasDetails({ source, mayEdit }) ? <RowDetails source={source} mayEdit={mayEdit} /> : null)}
      />
      <div
        className={cn(
          'bulk-bar flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 rounded-b-lg bg-surface px-3 py-1',
          chosen.size > 0 && 'sticky bottom-0 z-20 border-line border-t shadow-pop',
        )}
      >
        <p role="status" className="text-muted text-sm tabular-nums">
          {sources ? countText(chosen.size, total) : ''}
        </p>
        {mayEdit && chosen.size === 0 ? (
          <p className="text-muted text-sm">
            <Trans>Drop documents, tables, emails, images or recordings anywhere on this page.</Trans>
          </p>
        ) : null}
        {chosen.size > 0 ? (
          <BulkBar sources={listed.filter(({ id }) => chosen.has(id))} onClear={selection.clear} />
        ) : null}
      </div>
    </div>
  );
}
