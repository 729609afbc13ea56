import { Search, X } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useRef } from 'react';
import { cn } from '../class-names.tsx';
import { Spinner } from '../layout/spinner.tsx';
import { useWords } from '../words.tsx';
import { inputClass } from './field.tsx';
import { type Around, controlHeight, FieldFrame, useFieldIds } from './field-frame.tsx';
import { Keys } from './keys.tsx';

type Props = Around &
  Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange' | 'onKeyDown'> & {
    value: string;
    onChange: (text: string) => void;
    /** Results of what was typed are on their way. */
    busy?: boolean;
    /** The keys that bring the focus here, shown while the field is empty. The page handles them. */
    keys?: string;
  };

/** Finds among things. Escape and the button at its end empty it; Escape in an empty one belongs to what is around it. */
export function SearchField(props: Props) {
  const { label, hint, error, hideLabel, disabledReason, value, onChange, busy, keys, className, ref, ...rest } = props;
  const around = { label, hint, error, hideLabel, disabledReason };
  const words = useWords();
  const box = useRef<HTMLInputElement | null>(null);
  const { id, labelId, aria } = useFieldIds(around);
  const disabled = disabledReason !== undefined || rest.disabled;
  const empty = () => {
    onChange('');
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || value === '') return;
    event.preventDefault();
    event.stopPropagation();
    empty();
  };
  return (
    <FieldFrame around={around} id={id}>
      <div className="relative">
        <span className="pointer-events-none absolute inset-y-0 inset-s-2.5 grid place-items-center text-muted">
          {busy ? <Spinner /> : <Search aria-hidden className="size-4" />}
        </span>
        <input
          autoComplete="off"
          {...rest}
          {...aria}
          ref={(element) => {
            box.current = element;
            if (typeof ref === 'function') ref(element);
            else if (ref) ref.current = element;
          }}
          id={id}
          type="search"
          value={value}
          disabled={disabled}
          aria-busy={busy || undefined}
          aria-keyshortcuts={keys}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          className={cn(
            inputClass,
            controlHeight,
            'ps-8.5 pe-9 [&::-webkit-search-cancel-button]:appearance-none',
            className,
          )}
        />
        {value === '' || disabled ? null : (
          <button
            type="button"
            aria-label={words.clear}
            aria-describedby={labelId}
            onClick={empty}
            className="absolute inset-y-0 inset-e-0 grid w-8 place-items-center rounded-md text-muted hover:text-ink touch:w-9"
          >
            <X aria-hidden className="size-4" />
          </button>
        )}
        {keys && value === '' && !disabled ? (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 inset-e-2 grid place-items-center text-muted max-sm:hidden touch:hidden"
          >
            <Keys keys={keys} />
          </span>
        ) : null}
      </div>
    </FieldFrame>
  );
}
