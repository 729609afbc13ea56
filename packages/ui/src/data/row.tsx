import { cn } from '../class-names.tsx';

type Look = {
  /** 36 px for one line of text, 48 px for two. */
  lines?: 1 | 2;
  /** Chosen, for an action on several. Forced colours need `data-selected` on the element too. */
  selected?: boolean;
};

/** The classes of a row of a list. What belongs to `rowVerbs` in it appears when the row is hovered or has the focus. */
export const rowClass = ({ lines = 1, selected = false }: Look = {}, extra?: string): string =>
  cn(
    'group/row flex items-center gap-x-3 px-3 text-sm',
    lines === 1 ? 'min-h-9 py-1' : 'min-h-12 py-1',
    selected ? 'bg-accent-soft' : 'hover:bg-hover',
    extra,
  );

/** The classes of the buttons at the end of a row: they keep their room, and without a mouse they are always shown. */
export const rowVerbs =
  'ms-auto flex shrink-0 items-center gap-0.5 opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-aria-expanded:opacity-100 touch:opacity-100';
