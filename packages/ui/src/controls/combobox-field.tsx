import { Combobox as Base } from '@base-ui/react/combobox';
import { ChevronDown, X } from 'lucide-react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';
import { comboboxBox, comboboxButton } from './combobox-classes.ts';
import { ComboboxPopup } from './combobox-popup.tsx';
import { type Around, controlClass, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';
import { type ComboboxOptions, isCreating, useCombobox } from './use-combobox.ts';

type Props = Around &
  ComboboxOptions & {
    /** Undefined: nothing is chosen. A value that no option has is shown as it is. */
    value: string | undefined;
    onChange: (value: string | undefined) => void;
    /** It can be emptied, by its button or by deleting the text. */
    clearable?: boolean;
    name?: string;
    placeholder?: string;
    required?: boolean;
    disabled?: boolean;
    className?: string;
  };

/** One of many options, found by typing. Leaving it with a text that is no option restores the chosen one. */
export function ComboboxField(props: Props) {
  const { options, onQuery, source, onCreate, value, onChange, clearable, ...rest } = props;
  const { name, placeholder, required, disabled, className, ...around } = rest;
  const words = useWords();
  const { id, labelId, aria } = useFieldIds(around);
  const combobox = useCombobox({ options, onQuery, onCreate }, words.create);
  const chosen =
    value === undefined ? null : (options.find((option) => option.value === value) ?? { value, label: value });
  return (
    <FieldFrame around={around} id={id}>
      <Base.Root
        {...combobox.root}
        id={id}
        name={name}
        value={chosen}
        required={required}
        disabled={disabled || around.disabledReason !== undefined}
        onValueChange={(next, details) => {
          if (details.reason === 'escape-key') {
            details.cancel();
            details.allowPropagation();
          } else if (next === null) {
            if (clearable) onChange(undefined);
            else details.cancel();
          } else if (isCreating(next)) onCreate?.(combobox.text);
          else onChange(next.value);
        }}
        onInputValueChange={(text, details) => {
          if (details.reason === 'escape-key') details.cancel();
          else combobox.type(details.reason === 'input-change' ? text : '');
        }}
        onOpenChangeComplete={(open) => open || combobox.type('')}
      >
        <Base.InputGroup className={cn(comboboxBox, controlClass, controlHeight, className)}>
          <Base.Input
            aria-labelledby={labelId}
            {...aria}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
            className="w-full min-w-0 grow truncate bg-transparent py-0.5 ps-2.5 outline-none!"
          />
          {clearable && chosen !== null ? (
            <Base.Clear aria-label={words.clear} aria-describedby={labelId} className={comboboxButton}>
              <X aria-hidden className="size-4" />
            </Base.Clear>
          ) : null}
          <Base.Trigger aria-label={words.showOptions} aria-describedby={labelId} className={comboboxButton}>
            <ChevronDown aria-hidden className="size-4" />
          </Base.Trigger>
        </Base.InputGroup>
        <ComboboxPopup
          label={around.label}
          options={combobox.shown}
          typed={combobox.text}
          source={source}
          scroller={combobox.scroller}
        />
      </Base.Root>
    </FieldFrame>
  );
}
