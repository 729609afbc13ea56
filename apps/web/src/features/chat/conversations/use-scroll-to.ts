import { type RefObject, useEffect, useEffectEvent } from 'react';

/** How long a part of an answer may take to be rendered with its code and citations. */
const patienceMs = 10_000;

const isInView = (element: HTMLElement): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
};

type Options = {
  /** Whether it also gets the focus. */
  focus: boolean;
  /** Called before scrolling. */
  onFound: () => void;
};

/** Scrolls to what the URL names as soon as it is rendered, once per URL, unless it is in view already. */
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
