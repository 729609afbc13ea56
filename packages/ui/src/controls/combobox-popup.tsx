import { Combobox as Base } from '@base-ui/react/combobox';
import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type RefObject, useImperativeHandle, useRef, useState } from 'react';
import { cn } from '../class-names.tsx';
import { Spinner } from '../layout/spinner.tsx';
import { popClass } from '../overlays/pop-classes.tsx';
import { useWords } from '../words.tsx';
import { groupsOf, type Option, OptionRow, optionClass } from './option.tsx';

/** Where the options come from while they are asked for. */
export type OptionSource = { loading?: boolean; error?: string | undefined; onRetry?: () => void };

/** More options than this are drawn only where they are seen. */
export const manyOptions = 100;

export type ListScroller = Virtualizer<HTMLDivElement, Element>;

type Props = {
  label: string;
  options: readonly Option[];
  /** Empty: everything is shown, and no count is read out. */
  typed: string;
  source: OptionSource | undefined;
  scroller: RefObject<ListScroller | null>;
};

/** The list of a combobox, with a line that says that it is loading, is empty or failed, and reads out how many match. */
export function ComboboxPopup({ label, options, typed, source, scroller }: Props) {
  const words = useWords();
  const isEmpty = options.length === 0 && !source?.loading && !source?.error;
  return (
    <Base.Portal>
      <Base.Positioner role="region" aria-label={words.optionsOf(label)} sideOffset={4} className="z-60 outline-none">
        <Base.Popup
          aria-busy={source?.loading || undefined}
          className={cn(popClass, 'w-(--anchor-width) min-w-48 max-w-[calc(100vw-1rem)] overflow-hidden')}
        >
          <Base.Status>
            {source?.loading ? (
              <Line>
                <Spinner /> {words.loading}
              </Line>
            ) : null}
            {source?.error ? <Line isBad>{source.error}</Line> : null}
            {isEmpty ? <Line>{words.nothingMatches}</Line> : null}
            {typed !== '' && options.length > 0 ? (
              <span className="sr-only">{words.matches(options.length)}</span>
            ) : null}
          </Base.Status>
          <Base.List
            aria-label={label}
            className="max-h-[min(20rem,var(--available-height))] scroll-py-1 overflow-y-auto overscroll-contain p-1 empty:hidden"
          >
            {options.length > manyOptions ? (
              <ManyOptions options={options} scroller={scroller} />
            ) : (
              groupsOf(options).map(({ group, items }) =>
                group === undefined ? (
                  items.map((option) => <ComboboxOption key={option.value} option={option} />)
                ) : (
                  <Base.Group key={group}>
                    <Base.GroupLabel className="px-2 pt-2 pb-1 text-muted text-xs">{group}</Base.GroupLabel>
                    {items.map((option) => (
                      <ComboboxOption key={option.value} option={option} />
                    ))}
                  </Base.Group>
                ),
              )
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

const Line = ({ children, isBad }: { children: React.ReactNode; isBad?: boolean }) => (
  <div className={cn('flex items-center gap-2 px-3 py-2 text-sm', isBad ? 'text-bad' : 'text-muted')}>{children}</div>
);

type OptionProps = {
  option: Option;
  index?: number;
  count?: number;
  style?: CSSProperties;
  ref?: (element: HTMLElement | null) => void;
};

const ComboboxOption = ({ option, index, count, style, ref }: OptionProps) => (
  <Base.Item
    ref={ref}
    value={option}
    index={index}
    data-index={index}
    aria-setsize={count}
    aria-posinset={count === undefined || index === undefined ? undefined : index + 1}
    disabled={option.unavailable !== undefined}
    style={style}
    className={optionClass}
  >
    <OptionRow
      option={option}
      text={(label) => label}
      indicator={(mark) => <Base.ItemIndicator>{mark}</Base.ItemIndicator>}
    />
  </Base.Item>
);

function ManyOptions({ options, scroller }: { options: readonly Option[]; scroller: RefObject<ListScroller | null> }) {
  const frame = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: options.length,
    getScrollElement: () => box,
    estimateSize: () => 32,
    getItemKey: (index) => options[index]?.value ?? index,
    overscan: 12,
    // the arrow keys lead from one end to the other, and only to what is in the page
    rangeExtractor: (range) => [...new Set([0, ...defaultRangeExtractor(range), range.count - 1])],
  });
  useImperativeHandle(scroller, () => virtual);
  return (
    <div
      role="presentation"
      ref={(element) => {
        frame.current = element;
        const list = element?.closest<HTMLDivElement>('[role=listbox]') ?? null;
        if (list !== box) setBox(list);
      }}
      style={{ position: 'relative', height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const option = options[index];
        return option ? (
          <ComboboxOption
            key={key}
            ref={virtual.measureElement}
            option={option}
            index={index}
            count={options.length}
            style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${start}px)` }}
          />
        ) : null;
      })}
    </div>
  );
}
