import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { cn } from '../class-names.tsx';
import { remInPixels } from './rem.tsx';
import { ResizeHandle } from './resize-handle.tsx';
import { ScrollRegion } from './scroll-region.tsx';
import { useStored } from './stored.tsx';
import { Tabs } from './tabs.tsx';

export type Pane<Id extends string> = { id: Id; label: string; content: ReactNode };

type Props<Id extends string> = {
  /** Names the widths that the browser remembers. */
  id: string;
  /** Names the tabs, where not all panes have room. */
  label: string;
  panes: readonly Pane<Id>[];
  /** The pane that is open among those without room; one of them if undefined. */
  open: Id | undefined;
  onOpen: (id: Id) => void;
  /** Where only one pane has room, all follow one another instead of being tabs. */
  stacks?: boolean;
};

/** The width in rem that a pane needs to be beside others, and the least one that it can be made. */
const comfortable = 24;
const least = 14;

/** As many panes side by side as fit, with edges that can be moved; the rest share the last column as tabs. */
export function ResizablePanes<Id extends string>({ id, label, panes, open, onOpen, stacks = false }: Props<Id>) {
  const root = useRef<HTMLDivElement>(null);
  const { rems, pixels } = useWidth(root);
  const count = Math.max(1, Math.min(panes.length, Math.floor(rems / comfortable)));
  const beside = panes.length <= count ? panes : panes.slice(0, count - 1);
  const rest = panes.slice(beside.length);
  const shown = rest.find((pane) => pane.id === open) ?? rest[0];
  const equal = Array.from({ length: count }, () => 100 / count);
  const [stored, setShares] = useStored(`panes.${id}.${count}`, equal);
  const shares = stored.length === count ? stored : equal;
  const prefix = useId();
  const isStacked = stacks && count === 1;
  /** The edge after a column. */
  const edge = (column: number) => {
    const [before = 0, after = 0] = shares.slice(column, column + 2);
    const min = Math.min((least / rems) * 100, before);
    const move = (next: number) => setShares(shares.with(column, next).with(column + 1, before + after - next));
    return (
      <ResizeHandle
        className="relative z-10 w-0 shrink-0"
        label={panes[column]?.label ?? ''}
        controls={`${prefix}-${column}`}
        value={before}
        min={min}
        max={Math.max(before, before + after - min)}
        step={2}
        pixelsPerUnit={() => pixels / 100}
        onChange={move}
        onReset={() => setShares(equal)}
      />
    );
  };
  const columns = isStacked
    ? []
    : [...beside.map((pane) => <PaneColumn key={pane.id} pane={pane} named={panes.length > 1} />)];
  if (shown && !isStacked)
    columns.push(
      <Tabs
        key="tabs"
        label={label}
        tabs={rest.map((pane) => ({ ...pane, content: <PaneColumn pane={pane} /> }))}
        open={shown.id}
        onOpen={onOpen}
      />,
    );
  return (
    <div ref={root} className={cn('flex min-h-0 grow print:block', isStacked && 'flex-col overflow-y-auto')}>
      {isStacked ? panes.map((pane) => <StackedPane key={pane.id} pane={pane} />) : null}
      {columns.map((column, at) => [
        <div
          key={column.key}
          id={`${prefix}-${at}`}
          className="flex min-h-0 min-w-0 basis-0 flex-col print:block"
          style={{ flexGrow: shares[at] }}
        >
          {column}
        </div>,
        at < columns.length - 1 ? edge(at) : null,
      ])}
    </div>
  );
}

/** `named`: no tab names the pane. */
const PaneColumn = ({ pane: { label, content }, named }: { pane: Omit<Pane<string>, 'id'>; named?: boolean }) => (
  <ScrollRegion label={label} className="min-h-0 min-w-0 grow overflow-y-auto p-4 pb-24 sm:p-5">
    {named ? (
      <p aria-hidden className="mb-3 font-medium text-muted text-xs">
        {label}
      </p>
    ) : null}
    {content}
  </ScrollRegion>
);

const StackedPane = ({ pane: { label, content } }: { pane: Pane<string> }) => (
  <section aria-label={label} className="border-line p-4 not-first:border-t">
    <p aria-hidden className="mb-3 font-medium text-muted text-xs">
      {label}
    </p>
    {content}
  </section>
);

/** The width of an element in pixels and in rem, known before it is drawn. */
function useWidth(element: React.RefObject<HTMLElement | null>) {
  const [width, setWidth] = useState({ pixels: 0, rems: 0 });
  useLayoutEffect(() => {
    const found = element.current;
    if (found === null) return;
    const measure = () => {
      const pixels = found.clientWidth;
      setWidth((before) => (before.pixels === pixels ? before : { pixels, rems: pixels / remInPixels() }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(found);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
