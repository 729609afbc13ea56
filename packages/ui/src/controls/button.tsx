import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../class-names.tsx';
import { Spinner } from '../layout/spinner.tsx';
import { Tooltip } from '../overlays/tooltip.tsx';

const base =
  'inline-flex items-center justify-center gap-2 rounded-md border font-medium select-none transition-colors disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55';
// a border that cannot be seen is drawn in forced colours, where backgrounds are not
const variants = {
  primary:
    'border-transparent bg-accent text-on-accent hover:bg-accent-hover forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none',
  secondary: 'bg-surface text-ink border-line hover:bg-hover shadow-xs',
  ghost: 'border-transparent text-ink hover:bg-hover',
  danger: 'bg-surface text-bad border-line hover:bg-bad-soft',
};
// heights are minima: a longer label or a larger text makes a button higher
const sizes = {
  sm: 'min-h-7 touch:min-h-9 px-2 py-0.5 text-sm',
  md: 'min-h-8 touch:min-h-9 px-3 py-1 text-sm',
  lg: 'min-h-10 px-5 py-1.5 text-base',
};

export type ButtonLook = { variant?: keyof typeof variants; size?: keyof typeof sizes };

/** The classes of a button, for links that look like one. */
export const buttonClass = ({ variant = 'secondary', size = 'md' }: ButtonLook = {}, extra?: string): string =>
  cn(base, variants[variant], sizes[size], extra);

type ButtonProps = ComponentProps<'button'> & ButtonLook & { pending?: boolean; icon?: ReactNode };

/** `pending` keeps the button in place and focused, shows a spinner and ignores further clicks. */
export function Button({ variant, size, pending = false, icon, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      {...rest}
      className={buttonClass({ variant, size }, className)}
      onClick={pending ? (event) => event.preventDefault() : onClick}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** The accessible name, shown as the tooltip. */
  label: string;
  /** Keys that do the same, shown in the tooltip. */
  keys?: string;
  icon: ReactNode;
  size?: 'sm' | 'md';
};

/** A square button that shows only an icon; its name is in the tooltip. With `aria-disabled` it keeps the focus and ignores clicks. */
export function IconButton({ label, keys, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <BareIconButton label={label} {...rest} />
    </Tooltip>
  );
}

/** The same without a tooltip: a button that gets the focus when a dialog opens would show it immediately, and Escape would close only the tooltip. */
export function BareIconButton({
  label,
  icon,
  size = 'md',
  className,
  onClick,
  ...rest
}: Omit<IconButtonProps, 'keys'>) {
  const side = size === 'sm' ? 'size-7' : 'size-8';
  return (
    <button
      type="button"
      {...rest}
      onClick={rest['aria-disabled'] ? undefined : onClick}
      aria-label={label}
      className={cn(
        base,
        'shrink-0 border-transparent text-muted hover:bg-hover hover:text-ink touch:size-9',
        side,
        className,
      )}
    >
      {icon}
    </button>
  );
}
