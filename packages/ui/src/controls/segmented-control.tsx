import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { type Around, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';

type Segment<Value extends string> = { value: Value; label: string; icon?: ReactNode; unavailable?: string };
type Props<Value extends string> = Around & {
  options: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  name?: string;
  disabled?: boolean;
};

/** One of two to five short options, all of them visible. Arrow keys move and choose. */
export function SegmentedControl<Value extends string>(props: Props<Value>) {
  const { options, value, onChange, name, disabled, ...around } = props;
  const { id, labelId, aria } = useFieldIds(around);
  return (
    <FieldFrame around={around} id={id} onLabelClick={() => undefined}>
      <RadioGroup
        id={id}
        value={value}
        onValueChange={(next) => onChange(next as Value)}
        name={name}
        disabled={disabled || around.disabledReason !== undefined}
        aria-labelledby={labelId}
        aria-describedby={aria['aria-describedby']}
        aria-invalid={aria['aria-invalid']}
        className={`inline-flex max-w-full flex-wrap gap-0.5 rounded-md border border-line bg-sunken p-0.5 data-disabled:opacity-60 ${controlHeight}`}
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            disabled={option.unavailable !== undefined}
            title={option.unavailable}
            className="inline-flex cursor-default select-none items-center justify-center gap-1.5 rounded-[0.4rem] border border-transparent px-2.5 text-muted text-sm hover:not-data-disabled:text-ink data-checked:border-line-strong data-checked:bg-surface data-checked:font-medium data-checked:text-ink data-disabled:opacity-60 forced-colors:data-checked:border-[Highlight]"
          >
            {option.icon}
            {option.label}
          </Radio.Root>
        ))}
      </RadioGroup>
    </FieldFrame>
  );
}
