import { Combobox as Base } from '@base-ui/react/combobox';
import { ChevronDown, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';
import { chipClass, chipRemoveClass } from './chips.tsx';
import { comboboxBox, comboboxButton } from './combobox-classes.ts';
import { ComboboxPopup } from './combobox-popup.tsx';
import { type Around, controlClass, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';
import type { Option } from './option.tsx';
import { type ComboboxOptions, isCreating, useCombobox } from './use-combobox.ts';

type Props = Around &
  Omit<ComboboxOptions, 'onCreate'> & {
    /** In the order in which they were chosen. */
    values: readonly string[];
    onChange: (values: string[]) => void;
    /** Values that no option has may be typed: they end with Enter, a comma, or when the field is left. */
    creatable?: boolean;
    /** What a chosen value is called that no option has. */
    labelOf?: (value: string) => string;
    placeholder?: string;
    disabled?: boolean;
    onFocus?: () => void;
  };

const itself = (value: string): string => value;

/** Several of many options, each as a chip. Backspace in the empty field removes the last one. */
export function MultiComboboxField(props: Props) {
  const { options, onQuery, source, values, onChange, creatable, labelOf = itself, ...rest } = props;
  const { placeholder, disabled, onFocus, ...around } = rest;
  const words = useWords();
  const { id, labelId, aria } = useFieldIds(around);
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const add = (added: readonly string[]) => {
    const fresh = added.map((one) => one.trim().replace(/\s+/g, ' ')).filter((one) => one !== '');
    const known = fresh.map((one) => options.find(({ label }) => label === one)?.value ?? one);
    if (known.some((one) => !values.includes(one))) onChange([...new Set([...values, ...known])]);
    write('');
  };
  const combobox = useCombobox(
    { options, onQuery, onCreate: creatable ? (one) => add([one]) : undefined },
    words.create,
  );
  const write = (next: string) => {
    setText(next);
    combobox.type(next);
  };
  const chosen = values.map(
    (value) => options.find((option) => option.value === value) ?? { value, label: labelOf(value) },
  );
  return (
    <FieldFrame around={around} id={id}>
      <Base.Root<Option, true>
        {...combobox.root}
        multiple
        id={id}
        value={chosen}
        inputValue={text}
        disabled={disabled || around.disabledReason !== undefined}
        onValueChange={(next, details) => {
          if (details.reason === 'escape-key') {
            details.cancel();
            details.allowPropagation();
          } else if (next.some(isCreating)) add([combobox.text]);
          else onChange(next.map(({ value }) => value));
        }}
        onInputValueChange={(next, details) => {
          if (details.reason === 'escape-key') return details.cancel();
          // closing the list empties the field, which must not lose what is no option yet
          const isKept = creatable && text.trim() !== '' && details.reason === 'input-clear' && !details.isItemPress;
          if (isKept) return details.cancel();
          if (details.reason !== 'input-change') return write('');
          const parts = creatable ? next.split(',') : [next];
          const last = parts.pop() ?? '';
          if (parts.length > 0) add(parts);
          write(last.trimStart());
        }}
      >
        <Base.InputGroup ref={box} className={cn(comboboxBox, controlClass, controlHeight)}>
          <Base.Chips
            aria-label={chosen.length > 0 ? around.label : undefined}
            className="flex min-w-0 grow flex-wrap items-center gap-1 p-0.5"
          >
            {chosen.map((option) => (
              <Base.Chip key={option.value} aria-label={option.label} className={cn(chipClass, 'focus:border-accent')}>
                <bdi className="min-w-0 truncate">{option.label}</bdi>
                <Base.ChipRemove aria-label={words.remove(option.label)} className={chipRemoveClass}>
                  <X aria-hidden className="size-3.5" />
                </Base.ChipRemove>
              </Base.Chip>
            ))}
            <Base.Input
              aria-labelledby={labelId}
              {...aria}
              placeholder={chosen.length > 0 ? undefined : placeholder}
              aria-description={chosen.length > 0 ? words.chipKeys(chosen.length) : undefined}
              autoComplete="off"
              spellCheck={false}
              onFocus={onFocus}
              onBlur={({ relatedTarget }) => {
                const isInside = relatedTarget instanceof Node && box.current?.contains(relatedTarget);
                if (creatable && !isInside && text.trim() !== '') add([text]);
              }}
              className="w-16 grow bg-transparent px-2 py-0.5 outline-none!"
            />
          </Base.Chips>
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
