import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { BareIconButton, IconButton } from './button.tsx';

type Props = Omit<ComponentProps<typeof BareIconButton>, 'icon' | 'onClick'> & {
  /** The position of its row, from 0. */
  place: number;
  by: -1 | 1;
  /** The row is at the end already. */
  isEnd: boolean;
  onMove: (by: -1 | 1) => void;
  /** Without a tooltip, where it would cover the neighbours. */
  bare?: boolean;
};

/** Keeps the focus while its row moves, and at the end of the list, where it does nothing: ordering by keyboard must not lose the focus. */
export function MoveButton({ place, by, isEnd, onMove, bare = false, ...rest }: Props) {
  const ref = useRef<HTMLButtonElement>(null);
  const movedFrom = useRef<number>(undefined);
  useLayoutEffect(() => {
    // a row that moves may be removed from the page and inserted again
    if (movedFrom.current !== undefined && movedFrom.current !== place) ref.current?.focus();
    movedFrom.current = undefined;
  }, [place]);
  const Shown = bare ? BareIconButton : IconButton;
  const Icon = by === -1 ? ArrowUp : ArrowDown;
  return (
    <Shown
      {...rest}
      ref={ref}
      data-move={by}
      aria-disabled={isEnd || undefined}
      onClick={() => {
        movedFrom.current = place;
        onMove(by);
      }}
      icon={<Icon aria-hidden className="size-4" />}
    />
  );
}

/** For a row with two such buttons: Alt with an arrow key presses one of them. */
export function moveByKeys(event: KeyboardEvent): void {
  const by = event.key === 'ArrowUp' ? -1 : 1;
  if (!event.altKey || (by === 1 && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(`[data-move="${by}"]`)?.click();
}
