import { cn } from '@millrace/ui/class-names';
import { useMatch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

/** One for the whole app: the first page opens without moving the focus, later ones move it to their heading. */
let lastPath: string | undefined;

/** Whether the page that is being laid out is the first one. */
export const isFirstPage = (): boolean => lastPath === undefined;

const isTyping = () =>
  document.activeElement?.matches('main input, main textarea, main select, [role=dialog] *, #typed-early') ?? false;

type Props = {
  title: string;
  /** The state of what the page shows; precedes the title in the tab. */
  state?: string | undefined;
  children?: ReactNode;
  className?: string;
};

/** The page's only h1: it names the tab and takes the focus after a move from another page. */
export function PageTitle({ title, state, children, className = 'text-lg' }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // the page's own path: the browser's URL is already the next page's while this one may still render
  const path = useMatch({ strict: false, select: (match) => match.pathname });
  useEffect(() => {
    document.title = `${state ? `${state} · ` : ''}${title} · Millrace`;
  }, [title, state]);
  useEffect(() => {
    const isFirst = lastPath === undefined;
    const moved = lastPath !== path;
    lastPath = path;
    // typing must not be interrupted: a first question changes the URL under the same question box
    if (!isFirst && moved && !isTyping()) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <h1 ref={heading} tabIndex={-1} className={cn('font-semibold tracking-tight', className)}>
      {children ?? <bdi>{title}</bdi>}
    </h1>
  );
}
