import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

/** One of the values of a select or a combobox. */
export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  /** A second line under the label. */
  description?: string;
  /** Why it cannot be chosen; shown under the label. */
  unavailable?: string | undefined;
  /** Options with the same group stand together under its name. */
  group?: string;
};

export const optionClass =
  'group flex min-h-8 cursor-default select-none items-start gap-2 rounded-md px-2 py-1.5 text-sm outline-none touch:min-h-11 touch:items-center data-highlighted:bg-hover data-disabled:text-muted';

/** Label, second line and the mark of the chosen one. `text` wraps the label where a part of Base UI has to hold it. */
export const OptionRow = ({
  option,
  text,
  indicator,
}: {
  option: Option;
  text: (label: ReactNode) => ReactNode;
  indicator: (mark: ReactNode) => ReactNode;
}) => (
  <>
    <span className="min-w-0 grow">
      <span className="block break-words">
        <bdi>{text(option.label)}</bdi>
      </span>
      {option.unavailable ? <span className="block text-muted text-xs">{option.unavailable}</span> : null}
      {option.description ? <span className="block text-muted text-xs">{option.description}</span> : null}
    </span>
    <span className="grid size-5 shrink-0 place-items-center">
      {indicator(<Check aria-hidden className="size-4 text-accent" />)}
    </span>
  </>
);

export type OptionGroup<Value extends string> = { group: string | undefined; items: readonly Option<Value>[] };

/** Groups in the order in which they first occur; without groups a single one without a name. */
export function groupsOf<Value extends string>(options: readonly Option<Value>[]): OptionGroup<Value>[] {
  const groups = Map.groupBy(options, ({ group }) => group);
  return [...groups].map(([group, items]) => ({ group, items }));
}
