import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { CsvPreview } from '@millrace/contract/reading/read-options';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { NumberField } from '@millrace/ui/controls/number-field';
import { SegmentedControl } from '@millrace/ui/controls/segmented-control';
import { SelectField } from '@millrace/ui/controls/select-field';
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
        onChange={(delimiter) => onChange({ delimiter })}
      />
      <ComboboxField
        label={t`Encoding`}
        value={choice.encoding}
        options={[{ value: '', label: auto }, ...encodingOptions()]}
        hint={unsure ? t`This is a guess. If characters look wrong, choose another encoding.` : undefined}
        onChange={(encoding = '') => onChange({ encoding: encoding as CsvSettings['encoding'] })}
      />
      <NumberField
        label={t`Rows to skip above the header`}
        min={0}
        max={10_000}
        value={choice.skipRows}
        onChange={(skipRows = 0) => onChange({ skipRows: Math.min(10_000, Math.max(0, Math.trunc(skipRows))) })}
      />
      <SegmentedControl
        label={t`Rows shown`}
        value={String(choice.rows)}
        options={[50, 200, 500].map((rows) => ({ value: String(rows), label: formatNumber(rows) }))}
        onChange={(rows) => onChange({ rows: Number(rows) })}
      />
    </div>
  );
}
