import { type FocusEvent, type PointerEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react';

/** What a tooltip does with its control. */
export type HoverProps = {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onClick?: (event: SyntheticEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
};

const waitMs = 400;
/** Time to reach the tooltip itself with the pointer. */
const graceMs = 100;
/** Beside a tooltip that was just shown the next one shows at once. */
let lastHiddenMs = Number.NEGATIVE_INFINITY;

/** Whether a control is pointed at for a while, or has the focus by a key. `own`: the control's handlers, which are called too. */
export function useHover(own: HoverProps) {
  const [open, setOpen] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stay = () => clearTimeout(timer.current);
  const hide = () => {
    stay();
    if (open) lastHiddenMs = performance.now();
    setOpen(false);
  };
  const showIn = (control: HTMLElement, ms: number) => {
    stay();
    setAnchor(control);
    timer.current = setTimeout(setOpen, ms, true);
  };
  const props: HoverProps = {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      const isNext = performance.now() - lastHiddenMs < waitMs;
      if (event.pointerType !== 'touch') showIn(event.currentTarget, isNext ? 0 : waitMs);
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event);
      stay();
      timer.current = setTimeout(hide, graceMs);
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event);
      hide();
    },
    onClick: (event) => {
      own.onClick?.(event);
      hide();
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      if (event.currentTarget.matches(':focus-visible')) showIn(event.currentTarget, 0);
    },
    onBlur: (event) => {
      own.onBlur?.(event);
      hide();
    },
  };
  return { open, anchor, hide, stay, props };
}
