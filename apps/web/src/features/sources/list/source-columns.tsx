import { t } from '@lingui/core/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import type { Column, Sort } from '@millrace/ui/data/table-columns';
import { rowLinkClass } from '@millrace/ui/data/table-looks';
import { Tag } from '@millrace/ui/data/tag';
import { Link } from '@tanstack/react-router';
import { formatBytes, formatNumber } from '../../language/format.ts';
import { RelativeTime } from '../../language/relative-time.tsx';
import { sourceKindText } from '../../language/source-kind-words.ts';
import type { ListFilter } from './list-filter.ts';
import { SourceIcon } from './source-icon.tsx';
import { SourceStatusMark } from './source-status.tsx';

const count = (value: number) => (value > 0 ? formatNumber(value) : null);

/** What the list shows of each source. */
export const sourceColumns = (): readonly Column<SourceView>[] => [
  {
    id: 'name',
    label: t({ message: 'Name', comment: 'The head of a column' }),
    width: 12,
    isMain: true,
    sorts: ['ascending'],
    cell: (source) => <SourceName source={source} />,
  },
  {
    id: 'kind',
    label: t`Kind`,
    width: 7,
    isWide: true,
    cell: ({ kind, file }) => sourceKindText({ kind, mediaType: file?.mediaType }),
  },
  {
    id: 'pages',
    label: t`Pages`,
    width: 5,
    isWide: true,
    align: 'end',
    onCards: 'labelled',
    cell: ({ counts }) => count(counts.pages),
  },
  {
    id: 'size',
    label: t`Size`,
    width: 5.5,
    isWide: true,
    align: 'end',
    cell: ({ file }) => (file ? formatBytes(file.size) : null),
  },
  {
    id: 'passages',
    label: t`Passages`,
    width: 6,
    isWide: true,
    align: 'end',
    onCards: 'hidden',
    cell: ({ counts }) => count(counts.chunks),
  },
  {
    id: 'found',
    label: t({ message: 'Found', comment: 'A column: how often a search or an answer found a source' }),
    width: 5,
    isWide: true,
    align: 'end',
    sorts: ['descending'],
    onCards: 'hidden',
    cell: ({ retrieved }) => count(retrieved),
  },
  { id: 'status', label: t`Status`, width: 12, cell: (source) => <SourceStatusMark source={source} /> },
  {
    id: 'added',
    label: t({ message: 'Added', comment: 'A column: when a source was added' }),
    width: 7.5,
    sorts: ['descending', 'ascending'],
    cell: ({ createdAt }) => <RelativeTime iso={createdAt} />,
  },
  {
    id: 'updated',
    label: t({ message: 'Updated', comment: 'A column: when a source was last changed' }),
    width: 7.5,
    isWide: true,
    sorts: ['descending'],
    isExtra: true,
    onCards: 'hidden',
    cell: ({ updatedAt }) => <RelativeTime iso={updatedAt} />,
  },
];

const SourceName = ({ source }: { source: SourceView }) => (
  <span className="flex min-w-0 grow items-center gap-2">
    <SourceIcon source={source} className="size-4! hidden sm:block" />
    <Link
      to="/w/$workspaceId/sources/$sourceId"
      params={{ workspaceId: source.workspaceId, sourceId: source.id }}
      data-row-link=""
      title={source.title}
      className={rowLinkClass}
    >
      <bdi>{source.title}</bdi>
    </Link>
    {source.tags.map((tag) => (
      <Tag key={tag}>{tag}</Tag>
    ))}
  </span>
);

/** The orders of the list as heads of columns. */
const orders: readonly (Sort & { sort: ListFilter['sort'] })[] = [
  { sort: undefined, column: 'added', direction: 'descending' },
  { sort: 'oldest', column: 'added', direction: 'ascending' },
  { sort: 'title', column: 'name', direction: 'ascending' },
  { sort: 'updated', column: 'updated', direction: 'descending' },
  { sort: 'retrieved', column: 'found', direction: 'descending' },
];

/** The head that shows an order, and the order that a head asks for. */
export const sortOf = (sort: ListFilter['sort']): Sort | undefined => orders.find((order) => order.sort === sort);
export const orderOf = ({ column, direction }: Sort): ListFilter['sort'] =>
  orders.find((order) => order.column === column && order.direction === direction)?.sort;
