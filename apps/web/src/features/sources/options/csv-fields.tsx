import type { CsvPreview } from '@millrace/contract/reading/read-options';
import { SelectField, TextField } from '@millrace/ui/field';
import type { CsvChoice } from './csv-choice.ts';
import { encodingName, encodingOptions } from './encoding-names.ts';

type Props = {
  choice: CsvChoice;
  preview: CsvPreview | undefined;
  onChange: (part: Partial<CsvChoice>) => void;
};

const delimiterNames: Record<string, string> = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar (|)' };
const nameOf = (delimiter: string) => delimiterNames[delimiter] ?? delimiter;

/** The label of what is left to be detected, with what was. */
const detected = (isChosen: boolean, found: string | undefined) =>
  isChosen || found === undefined ? 'As detected' : `As detected: ${found}`;

function delimiterOptions(choice: CsvChoice, preview: CsvPreview | undefined) {
  const known = Object.keys(delimiterNames);
  const own = choice.delimiter && !known.includes(choice.delimiter) ? [choice.delimiter] : [];
  const auto = detected(choice.delimiter !== '', preview && nameOf(preview.delimiter));
  return [{ value: '', label: auto }, ...[...known, ...own].map((value) => ({ value, label: nameOf(value) }))];
}

/** How the octets become rows. */
export function CsvFields({ choice, preview, onChange }: Props) {
  const auto = detected(choice.encoding !== '', preview && encodingName(preview.encoding));
  const unsure = preview && !preview.encodingSure;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <SelectField
        label="Delimiter"
        value={choice.delimiter}
        options={delimiterOptions(choice, preview)}
        onChange={(event) => onChange({ delimiter: event.target.value })}
      />
      <SelectField
        label="Encoding"
        value={choice.encoding}
        options={[{ value: '', label: auto }, ...encodingOptions]}
        hint={unsure ? 'This is a guess. If letters look wrong, choose another.' : undefined}
        onChange={(event) => onChange({ encoding: event.target.value as CsvChoice['encoding'] })}
      />
      <TextField
        label="Rows to skip above the header"
        type="number"
        min={0}
        max={10_000}
        value={choice.skipRows}
        onChange={({ target }) =>
          onChange({ skipRows: Math.min(10_000, Math.max(0, Math.trunc(target.valueAsNumber || 0))) })
        }
      />
      <SelectField
        label="Rows shown"
        value={choice.rows}
        options={['50', '200', '500'].map((value) => ({ value, label: value }))}
        onChange={(event) => onChange({ rows: Number(event.target.value) })}
      />
    </div>
  );
}
