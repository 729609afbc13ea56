import { type KeyboardEvent, type MouseEvent, type ReactElement, type SyntheticEvent, useState } from 'react';
import { menuParts } from '../overlays/parts.tsx';

/** What a menu does with its button. */
export type TriggerProps = {
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
  'data-popup-open'?: string | undefined;
  onPointerEnter?: (event: SyntheticEvent) => void;
  onFocus?: (event: SyntheticEvent) => void;
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
};

/** The first item of a menu that a key has opened; the others are reached by arrows. */
export const focusFirst = (list: HTMLElement | null): void =>
  void requestAnimationFrame(() => list?.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus());

/** A button that opens a menu by click, Enter, Space and arrows, and fetches its code as soon as it is pointed at or focused. */
export function useMenuTrigger({ props: own }: ReactElement<TriggerProps>) {
  const [open, setOpen] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [isByKey, setByKey] = useState(false);
  const show = (button: HTMLElement, byKey: boolean) => {
    setAnchor(button);
    setByKey(byKey);
    setOpen(true);
  };
  const props: TriggerProps = {
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'data-popup-open': open ? '' : undefined,
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      menuParts.fetch();
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      menuParts.fetch();
    },
    onClick: (event) => {
      own.onClick?.(event);
      // a click without a pointer is Enter or Space
      show(event.currentTarget, event.detail === 0);
    },
    onKeyDown: (event) => {
      own.onKeyDown?.(event);
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      show(event.currentTarget, true);
    },
  };
  return { open, setOpen, anchor, isByKey, props };
}
