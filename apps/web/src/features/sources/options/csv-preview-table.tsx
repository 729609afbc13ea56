import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { CsvPreview } from '@millrace/contract/reading/read-options';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { formatList, formatNumber } from '../../language/format.ts';
import { type CsvSettings, chosenText } from './csv-settings.ts';

type Props = {
  preview: CsvPreview;
  choice: CsvSettings;
  onChange: (part: Partial<CsvSettings>) => void;
  busy: boolean;
};

/** The columns to extract, and the first rows with them. */
export function CsvPreviewTable({ preview, choice, onChange, busy }: Props) {
  const { columns } = preview;
  const text = chosenText(choice, columns);
  const toggle = (name: string) => {
    const next = columns.filter((column) => (column === name ? !text.includes(name) : text.includes(column)));
    // at least one column is extracted
    if (next.length > 0) onChange({ text: next });
  };
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-[1fr_16rem]">
        <fieldset className="min-w-0">
          <legend className="font-medium text-sm">
            <Trans>Columns to extract</Trans>
          </legend>
          <div className="mt-1 flex max-h-28 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
            {columns.map((name) => (
              <label key={name} className="flex min-h-6 touch:min-h-9 min-w-0 items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  checked={text.includes(name)}
                  onChange={() => toggle(name)}
                  className="size-4 shrink-0 accent-accent"
                />
                <bdi className="min-w-0 break-words">{name}</bdi>
              </label>
            ))}
          </div>
        </fieldset>
        <ComboboxField
          label={t`Title column`}
          value={columns.includes(choice.title) ? choice.title : ''}
          options={[{ value: '', label: t`Automatic` }, ...columns.map((name) => ({ value: name, label: name }))]}
          onChange={(title = '') => onChange({ title })}
        />
      </div>
      <Mismatched preview={preview} />
      <ScrollRegion
        label={t`Table`}
        aria-busy={busy}
        className="max-h-[40dvh] overflow-auto rounded-md border border-line"
      >
        <Rows preview={preview} text={text} />
      </ScrollRegion>
    </div>
  );
}

/** How many row numbers are listed. */
const maxListed = 20;

function Mismatched({ preview: { mismatched, rows, columns, notes } }: { preview: CsvPreview }) {
  return (
    <div className="space-y-1 text-sm" role="status">
      <p>
        {mismatched.length === 0
          ? t`Columns: ${{ columns: formatNumber(columns.length) }}. All of the first ${{ rows: formatNumber(rows.length) }} rows match.`
          : mismatchText(mismatched, rows.length, columns.length)}
      </p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function mismatchText(mismatched: readonly number[], rowCount: number, columnCount: number): string {
  const numbers = mismatched.slice(0, maxListed).map((row) => formatNumber(row));
  const list = formatList(mismatched.length > maxListed ? [...numbers, t`more`] : numbers);
  const rows = formatNumber(rowCount);
  const columns = formatNumber(columnCount);
  return t`${plural(
    { mismatched: mismatched.length },
    {
      one: `# of the first ${rows} rows does not have the ${columns} columns of the header: ${list}`,
      other: `# of the first ${rows} rows do not have the ${columns} columns of the header: ${list}`,
    },
  )}`;
}

function Rows({ preview, text }: { preview: CsvPreview; text: readonly string[] }) {
  const { columns, rows, numbers, mismatched } = preview;
  const wrong = new Set(mismatched);
  const quiet = (i: number) => (text.includes(columns[i] ?? '') ? '' : 'text-muted line-through');
  return (
    <table className="w-full border-collapse text-start text-sm">
      <thead className="sticky top-0 bg-raised">
        <tr>
          <th scope="col" className="px-3 py-2 text-start font-medium text-muted">
            <Trans>Row</Trans>
          </th>
          {columns.map((name, i) => (
            <th
              key={name}
              scope="col"
              dir="auto"
              className={`max-w-64 truncate px-3 py-2 text-start font-medium ${quiet(i)}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row, r) => (
          <tr key={numbers[r]} className={wrong.has(numbers[r] ?? 0) ? 'bg-bad-soft' : undefined}>
            <th scope="row" className="px-3 py-1.5 text-start font-normal text-muted tabular-nums">
              {formatNumber(numbers[r] ?? 0)}
            </th>
            {row.map((cell, i) => (
              <td key={i} dir="auto" title={cell} className={`max-w-64 truncate px-3 py-1.5 ${quiet(i)}`}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
