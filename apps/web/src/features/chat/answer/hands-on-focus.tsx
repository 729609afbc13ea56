import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/** When this goes while the focus is in it, as a button does that starts the answer anew, another element gets the focus, not the page. */
export function HandsOnFocus({ to, children }: { to: RefObject<HTMLElement | null>; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    // it still stands in the page when this is called
    return () => {
      if (element?.contains(document.activeElement)) to.current?.focus({ preventScroll: true });
    };
  }, [to]);
  return <div ref={ref}>{children}</div>;
}
