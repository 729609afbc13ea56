import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/** When this unmounts with the focus inside, as when a button regenerates the answer, `to` gets the focus instead of the page. */
export function HandsOnFocus({ to, children }: { to: RefObject<HTMLElement | null>; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    // the element is still in the page when this is called
    return () => {
      if (element?.contains(document.activeElement)) to.current?.focus({ preventScroll: true });
    };
  }, [to]);
  return <div ref={ref}>{children}</div>;
}
