import { type RefObject, useEffect, useEffectEvent } from 'react';

/** How long a part of an answer may take to be drawn: its code and its passages come with it. */
const patienceMs = 10_000;

const isInView = (element: HTMLElement): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
};

type Options = {
  /** It also takes the focus. */
  focus: boolean;
  /** Before it is scrolled to. */
  onFound: () => void;
};

/** Brings what the address names into view as soon as it is drawn, once for each address. What is in view already stays where it is. */
export function useScrollTo(
  container: RefObject<HTMLElement | null>,
  selector: string | undefined,
  { focus, onFound }: Options,
): void {
  const show = useEffectEvent((found: HTMLElement[]) => {
    const [first] = found;
    if (first === undefined) return false;
    if (!found.some(isInView) || focus) {
      onFound();
      first.scrollIntoView({ block: focus ? 'start' : 'center' });
    }
    if (focus) first.focus({ preventScroll: true });
    return true;
  });
  useEffect(() => {
    const root = container.current;
    if (root === null || selector === undefined) return;
    const find = () => show([...root.querySelectorAll<HTMLElement>(selector)]);
    if (find()) return;
    const observer = new MutationObserver(() => find() && observer.disconnect());
    observer.observe(root, { childList: true, subtree: true });
    const timer = setTimeout(() => observer.disconnect(), patienceMs);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [container, selector]);
}
