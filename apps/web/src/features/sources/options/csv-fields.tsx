import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { CsvPreview } from '@millrace/contract/reading/read-options';
import { SelectField, TextField } from '@millrace/ui/controls/field';
import { formatNumber } from '../../language/format.ts';
import { translate } from '../../language/language.ts';
import type { CsvSettings } from './csv-settings.ts';
import { encodingName, encodingOptions } from './encoding-names.ts';

type Props = {
  choice: CsvSettings;
  preview: CsvPreview | undefined;
  onChange: (part: Partial<CsvSettings>) => void;
};

const delimiterNames: Record<string, MessageDescriptor> = {
  ',': msg`Comma`,
  ';': msg`Semicolon`,
  '\t': msg`Tab`,
  '|': msg`Vertical bar (|)`,
};
function nameOf(delimiter: string): string {
  const name = delimiterNames[delimiter];
  return name ? translate(name) : delimiter;
}

/** The label of the automatic option, with the detected value. */
const detected = (isChosen: boolean, found: string | undefined): string =>
  isChosen || found === undefined ? t`Automatic` : t`Automatic: ${found}`;

function delimiterOptions(choice: CsvSettings, preview: CsvPreview | undefined) {
  const known = Object.keys(delimiterNames);
  const own = choice.delimiter && !known.includes(choice.delimiter) ? [choice.delimiter] : [];
  const auto = detected(choice.delimiter !== '', preview && nameOf(preview.delimiter));
  return [{ value: '', label: auto }, ...[...known, ...own].map((value) => ({ value, label: nameOf(value) }))];
}

/** How bytes become rows. */
export function CsvFields({ choice, preview, onChange }: Props) {
  const auto = detected(choice.encoding !== '', preview && encodingName(preview.encoding));
  const unsure = preview && !preview.encodingSure;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <SelectField
        label={t`Delimiter`}
        value={choice.delimiter}
        options={delimiterOptions(choice, preview)}
        onChange={(event) => onChange({ delimiter: event.target.value })}
      />
      <SelectField
        label={t`Encoding`}
        value={choice.encoding}
        options={[{ value: '', label: auto }, ...encodingOptions()]}
        hint={unsure ? t`This is a guess. If characters look wrong, choose another encoding.` : undefined}
        onChange={(event) => onChange({ encoding: event.target.value as CsvSettings['encoding'] })}
      />
      <TextField
        label={t`Rows to skip above the header`}
        type="number"
        min={0}
        max={10_000}
        value={choice.skipRows}
        onChange={({ target }) =>
          onChange({ skipRows: Math.min(10_000, Math.max(0, Math.trunc(target.valueAsNumber || 0))) })
        }
      />
      <SelectField
        label={t`Rows shown`}
        value={choice.rows}
        options={[50, 200, 500].map((rows) => ({ value: String(rows), label: formatNumber(rows) }))}
        onChange={(event) => onChange({ rows: Number(event.target.value) })}
      />
    </div>
  );
}
