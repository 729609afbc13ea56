import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { type ReactNode, useEffect } from 'react';
import { dialogParts, menuParts, tooltipParts } from './overlays/parts.tsx';
import { Notices, noticeList } from './overlays/toast.tsx';
import { type Words, WordsContext } from './words.tsx';

type Props = {
  words: Words;
  /** The direction of the language; arrow keys and the sides on which things open follow it. */
  direction: 'ltr' | 'rtl';
  children: ReactNode;
};

const presence = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Fetches what floats over pages with the first sign of a person, when the page itself is long there. */
function useEarlyOverlays(): void {
  useEffect(() => {
    const ended = new AbortController();
    const begin = () => {
      ended.abort();
      for (const part of [dialogParts, menuParts, tooltipParts, noticeList]) part.fetch();
    };
    for (const event of presence) window.addEventListener(event, begin, { passive: true, signal: ended.signal });
    return () => ended.abort();
  }, []);
}

/** What the components need, once around the app. No `<style>` elements: a content policy may forbid them. */
export function UiProvider({ words, direction, children }: Props) {
  useEarlyOverlays();
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction}>
        <WordsContext value={words}>
          {children}
          <Notices />
        </WordsContext>
      </DirectionProvider>
    </CSPProvider>
  );
}
