import type { ComponentProps, Ref } from 'react';
import { cn } from '../class-names.tsx';

/** What scrolls must be reachable by keys, whether or not something in it can be focused (WCAG 2.1.1). */
const reachable = { tabIndex: 0 };

type Props = Omit<ComponentProps<'section'>, 'ref'> & { label: string; ref?: Ref<HTMLElement> };

/** A named part of a page that scrolls by itself. */
export const ScrollRegion = ({ label, className, ...rest }: Props) => (
  <section {...reachable} {...rest} aria-label={label} className={cn('outline-offset-[-2px]', className)} />
);
