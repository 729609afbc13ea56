import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';

type Props<Value extends string> = {
  label: string;
  options: readonly { value: Value; label: string; count: number }[];
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
};

/** One of several options or all of them, each with its count. */
export function OptionChips<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  const words = useWords();
  const total = options.reduce((sum, { count }) => sum + count, 0);
  const chip = (key: string, text: string, count: number, chosen: boolean, choose: () => void) => (
    <button
      key={key}
      type="button"
      aria-pressed={chosen}
      onClick={choose}
      className={cn(
        'inline-flex min-h-8 touch:min-h-9 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 text-sm transition-colors',
        chosen
          ? 'border-accent bg-accent-soft font-medium text-accent-ink'
          : 'border-line bg-surface text-ink hover:bg-hover',
      )}
    >
      <bdi>{text}</bdi>
      <span className={cn('tabular-nums', chosen ? 'text-accent-ink' : 'text-muted')}>{words.formatNumber(count)}</span>
    </button>
  );
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{label}</legend>
      {chip('', words.all, total, value === undefined, () => onChange(undefined))}
      {options.map((option) =>
        chip(option.value, option.label, option.count, value === option.value, () =>
          onChange(value === option.value ? undefined : option.value),
        ),
      )}
    </fieldset>
  );
}
