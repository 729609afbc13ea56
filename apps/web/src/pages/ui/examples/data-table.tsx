import { IconButton } from '@millrace/ui/controls/button';
import { DataTable } from '@millrace/ui/data/data-table';
import { useSelection } from '@millrace/ui/data/selection';
import { StatusMark } from '@millrace/ui/data/status-mark';
import { type Column, initialLayout, type Sort } from '@millrace/ui/data/table-columns';
import { rowLinkClass } from '@millrace/ui/data/table-looks';
import { Check, Ellipsis, X } from 'lucide-react';
import { useState } from 'react';

export const title = 'Data table';

type File = { id: string; name: string; kind: string; pages: number; failed: boolean };

const names = [
  'Handbook',
  'Lighthouse',
  'Ferry timetable',
  'Budget',
  'تقرير سنوي',
  'A title that is much longer than its column',
];
const fileAt = (n: number): File => ({
  id: String(n),
  name: `${names[n % names.length]} ${n + 1}`,
  kind: n % 3 === 0 ? 'PDF' : 'Word',
  pages: (n * 37) % 2_000,
  failed: n % 7 === 3,
});
const few = Array.from({ length: 6 }, (_, n) => fileAt(n));
const many = Array.from({ length: 10_000 }, (_, n) => fileAt(n));

const columns: readonly Column<File>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 14,
    isMain: true,
    sorts: ['ascending', 'descending'],
    cell: ({ name }) => (
      <a href="#main" data-row-link="" className={rowLinkClass}>
        <bdi>{name}</bdi>
      </a>
    ),
  },
  { id: 'kind', label: 'Kind', width: 6, isWide: true, cell: ({ kind }) => kind },
  {
    id: 'pages',
    label: 'Pages',
    width: 6,
    align: 'end',
    onCards: 'labelled',
    sorts: ['descending'],
    cell: ({ pages }) => pages,
  },
  {
    id: 'status',
    label: 'Status',
    width: 9,
    cell: ({ failed }) => (
      <StatusMark icon={failed ? X : Check} tone={failed ? 'bad' : 'good'}>
        {failed ? 'Failed' : 'Ready'}
      </StatusMark>
    ),
  },
];

/** More than fit side by side. */
const wide: readonly Column<File>[] = [
  ...columns,
  { id: 'language', label: 'Language', width: 9, cell: () => 'Norwegian' },
  { id: 'added', label: 'Added', width: 9, cell: () => '3 days ago' },
];

const keyOf = ({ id }: File) => id;
const actions = ({ name }: File) => (
  <IconButton size="sm" label={`Actions for ${name}`} icon={<Ellipsis aria-hidden className="size-4" />} />
);
const frame = 'overflow-clip rounded-lg border border-line bg-surface';

function inOrder(files: readonly File[], { column, direction }: Sort): readonly File[] {
  const by =
    column === 'pages' ? (a: File, b: File) => a.pages - b.pages : (a: File, b: File) => a.name.localeCompare(b.name);
  return direction === 'ascending' ? files.toSorted(by) : files.toSorted(by).reverse();
}

export function Examples() {
  const [sort, setSort] = useState<Sort>({ column: 'name', direction: 'ascending' });
  const [layout, setLayout] = useState(initialLayout(columns));
  const selection = useSelection(few.map(keyOf));
  const { chosen } = selection;
  const all = {
    label: 'Select all files',
    state: chosen.size === 0 ? ('none' as const) : chosen.size < few.length ? ('some' as const) : ('all' as const),
    onChange: () => (chosen.size > 0 ? selection.clear() : selection.set(few.map(keyOf))),
  };
  return (
    <div className="space-y-6">
      <div className={frame}>
        <DataTable
          label="Files"
          {...{ columns, keyOf, actions, sort, layout }}
          items={inOrder(few, sort)}
          onSort={setSort}
          onLayout={setLayout}
          selection={{ ...selection, all, labelOf: ({ name }) => `Select ${name}` }}
          below={({ failed }) => (failed ? <p className="text-bad">The file is damaged.</p> : null)}
        />
      </div>
      <div className={`${frame} flex h-72 max-w-form flex-col`}>
        <DataTable label="Ten thousand files" columns={wide} keyOf={keyOf} items={many} fill twoLines />
      </div>
      <div className={frame}>
        <DataTable label="Files that are loading" {...{ columns, keyOf }} items={undefined} />
      </div>
      <div className={frame}>
        <DataTable
          label="No files"
          {...{ columns, keyOf }}
          items={[]}
          empty={<p className="p-4 text-muted">No files yet. Add one to ask questions about it.</p>}
        />
      </div>
    </div>
  );
}
