import { useDirection } from '@base-ui/react/direction-provider';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';

type Props = {
  /** The name of what changes its width. */
  label: string;
  /** Which of its edges this is. */
  edge?: 'start' | 'end';
  /** The width, in any unit, and its limits. */
  value: number;
  min: number;
  max: number;
  /** How many pixels one unit is, when the handle is dragged. */
  pixelsPerUnit: () => number;
  /** By how much an arrow key changes the value; with Shift it is five times as much. */
  step: number;
  onChange: (value: number) => void;
  onReset: () => void;
  /** The id of the element that changes. */
  controls?: string | undefined;
  className?: string;
};

/**
 * The edge between two parts: it is dragged by mouse, pen or finger, moved by arrow keys, Home and End, and reset by a double click.
 * While it has the focus, two buttons do the same for whoever can press but not drag.
 */
export function ResizeHandle({ label, edge = 'end', value, min, max, step, onChange, onReset, ...rest }: Props) {
  const words = useWords();
  // what a move to the right adds to the width
  const forward = (useDirection() === 'rtl') === (edge === 'end') ? -1 : 1;
  const start = useRef<{ x: number; value: number } | undefined>(undefined);
  const change = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, value };
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (start.current === undefined) return;
    change(start.current.value + ((clientX - start.current.x) * forward) / rest.pixelsPerUnit());
  };
  const onPointerUp = () => {
    start.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = step * (event.shiftKey ? 5 : 1);
    const moves: Record<string, number> = {
      ArrowRight: value + by * forward,
      ArrowLeft: value - by * forward,
      Home: min,
      End: max,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    change(next);
  };
  const handle = { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onKeyDown };
  return (
    <div data-no-print className={cn('group/resize', rest.className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={words.widthOf(label)}
        aria-valuenow={Math.round(value)}
        aria-valuemin={Math.round(min)}
        aria-valuemax={Math.round(max)}
        aria-controls={rest.controls}
        {...handle}
        onDoubleClick={onReset}
        className="absolute inset-y-0 inset-s-1/2 w-3 -translate-x-1/2 cursor-col-resize touch-none outline-none before:absolute before:inset-y-0 before:inset-s-1/2 before:w-px before:-translate-x-1/2 before:bg-line hover:before:w-0.75 hover:before:bg-accent focus-visible:before:w-0.75 focus-visible:before:bg-accent pointer-coarse:w-6 rtl:translate-x-1/2 rtl:before:translate-x-1/2 forced-colors:before:bg-[CanvasText] forced-colors:focus-visible:before:bg-[Highlight]"
      />
      <span className="absolute top-1/2 inset-s-1/2 z-30 hidden -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-raised shadow-pop group-focus-within/resize:flex rtl:translate-x-1/2">
        {[
          { name: words.narrower(label), by: -step, Icon: edge === 'end' ? ChevronLeft : ChevronRight },
          { name: words.wider(label), by: step, Icon: edge === 'end' ? ChevronRight : ChevronLeft },
        ].map(({ name, by, Icon }) => (
          <button
            key={name}
            type="button"
            tabIndex={-1}
            aria-label={name}
            className="grid size-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
            onClick={() => change(value + by)}
          >
            <Icon aria-hidden className="size-3.5" />
          </button>
        ))}
      </span>
    </div>
  );
}
