import { cn } from '@millrace/ui/class-names';
import { useMatch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

/** One is kept for the whole app: the first page opens without moving the focus, later ones move it to their heading. */
let lastPath: string | undefined;

const isTyping = () =>
  document.activeElement?.matches('main input, main textarea, main select, [role=dialog] *') ?? false;

type Props = {
  title: string;
  /** How far the thing is; stands before the title of the tab. */
  state?: string | undefined;
  children?: ReactNode;
  className?: string;
};

/** The page's only h1: it names the tab and takes the focus when one comes from another page. */
export function PageTitle({ title, state, children, className = 'text-xl' }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // the page's own address: that of the browser is the next page's while this one still stands and draws itself again
  const path = useMatch({ strict: false, select: (match) => match.pathname });
  useEffect(() => {
    document.title = `${state ? `${state} · ` : ''}${title} · Millrace`;
  }, [title, state]);
  useEffect(() => {
    const isFirst = lastPath === undefined;
    const moved = lastPath !== path;
    lastPath = path;
    // who types goes on typing: a first question makes a new address under the same box
    if (!isFirst && moved && !isTyping()) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <h1 ref={heading} tabIndex={-1} className={cn('font-semibold tracking-tight', className)}>
      {children ?? title}
    </h1>
  );
}
