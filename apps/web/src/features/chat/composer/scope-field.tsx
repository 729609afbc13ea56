import { t } from '@lingui/core/macro';
import { MultiComboboxField } from '@millrace/ui/controls/multi-combobox-field';

type Props = {
  label: string;
  /** What an empty selection means. */
  none: string;
  options: readonly { value: string; label: string }[];
  values: readonly string[];
  onChange: (values: string[]) => void;
};

/** Some of many options, or none for all of them. Selected options that no longer exist can still be removed. */
export const ScopeField = ({ label, none, options, values, onChange }: Props) =>
  options.length === 0 && values.length === 0 ? null : (
    <MultiComboboxField
      label={label}
      placeholder={none}
      options={options}
      values={values}
      labelOf={() => t`Deleted`}
      onChange={onChange}
    />
  );
