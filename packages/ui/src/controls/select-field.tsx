import { Select as Base } from '@base-ui/react/select';
import { ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { cn } from '../class-names.tsx';
import { popClass, sheetBackdrop, sheetPop, sheetPositioner } from '../overlays/pop-classes.tsx';
import { useWords } from '../words.tsx';
import { type Around, controlClass, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';
import { groupsOf, type Option, OptionRow, optionClass } from './option.tsx';

type Props<Value extends string> = Around & {
  options: readonly Option<Value>[];
  /** A value that no option has shows the placeholder. */
  value: Value;
  onChange: (value: Value) => void;
  /** The name under which a form submits the value. */
  name?: string;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  className?: string;
};

/**
 * One of a few options. Arrow keys, Home, End and typed letters choose; on phones the list is a sheet. For more options than fit on a
 * screen, use `ComboboxField`.
 */
export function SelectField<Value extends string>(props: Props<Value>) {
  const { options, value, onChange, name, required, disabled, placeholder, className, ...around } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const { id, labelId, aria } = useFieldIds(around);
  const chosen = options.find((option) => option.value === value);
  return (
    <FieldFrame around={around} id={id} onLabelClick={() => trigger.current?.focus()}>
      <Base.Root
        items={options}
        value={value}
        onValueChange={(next) => next !== null && next !== value && onChange(next)}
        name={name}
        required={required}
        disabled={disabled || around.disabledReason !== undefined}
      >
        <Base.Trigger
          ref={trigger}
          id={id}
          aria-labelledby={labelId}
          aria-required={required || undefined}
          {...aria}
          className={cn(
            'flex w-full cursor-default items-center gap-1.5 ps-2.5 pe-1.5 text-start hover:not-data-disabled:bg-hover data-disabled:opacity-60',
            controlClass,
            controlHeight,
            className,
          )}
        >
          {/* as wide as its text, so that it stands at the beginning whatever its own direction is */}
          <span className="flex min-w-0 grow">
            <span dir="auto" className={cn('min-w-0 truncate', !chosen && 'text-muted')}>
              {chosen?.label ?? placeholder ?? ' '}
            </span>
          </span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
        </Base.Trigger>
        <SelectPopup label={around.label} options={options} />
      </Base.Root>
    </FieldFrame>
  );
}

function SelectPopup({ label, options }: { label: string; options: readonly Option[] }) {
  const words = useWords();
  return (
    <Base.Portal>
      <Base.Backdrop className={sheetBackdrop} />
      {/* outside the page's landmarks, so it is a landmark itself */}
      <Base.Positioner
        role="region"
        aria-label={words.optionsOf(label)}
        alignItemWithTrigger={false}
        sideOffset={4}
        className={sheetPositioner}
      >
        <Base.Popup
          className={cn(
            popClass,
            sheetPop,
            'min-w-(--anchor-width) max-w-[min(24rem,calc(100vw-1rem))] overflow-hidden',
          )}
        >
          <p aria-hidden className="hidden border-line border-b px-4 py-2.5 font-medium max-sm:touch:block">
            {label}
          </p>
          <Base.List
            aria-label={label}
            className="max-h-[min(22rem,var(--available-height,60dvh))] scroll-py-1 overflow-y-auto overscroll-contain p-1 max-sm:touch:max-h-[60dvh]"
          >
            {groupsOf(options).map(({ group, items }) =>
              group === undefined ? (
                items.map((option) => <SelectOption key={option.value} option={option} />)
              ) : (
                <Base.Group key={group}>
                  <Base.GroupLabel className="px-2 pt-2 pb-1 text-muted text-xs">{group}</Base.GroupLabel>
                  {items.map((option) => (
                    <SelectOption key={option.value} option={option} />
                  ))}
                </Base.Group>
              ),
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

const SelectOption = ({ option }: { option: Option }) => (
  <Base.Item
    value={option.value}
    label={option.label}
    disabled={option.unavailable !== undefined}
    className={optionClass}
  >
    <OptionRow
      option={option}
      text={(label) => <Base.ItemText>{label}</Base.ItemText>}
      indicator={(mark) => <Base.ItemIndicator>{mark}</Base.ItemIndicator>}
    />
  </Base.Item>
);
