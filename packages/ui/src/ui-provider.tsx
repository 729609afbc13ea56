import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import type { ReactNode } from 'react';
import { ToastProvider } from './overlays/toast.tsx';
import { TooltipProvider } from './overlays/tooltip.tsx';
import { type Words, WordsContext } from './words.tsx';

type Props = {
  words: Words;
  /** The direction of the language; arrow keys and the sides on which things open follow it. */
  direction: 'ltr' | 'rtl';
  children: ReactNode;
};

/** What the components need, once around the app. No `<style>` elements: a content policy may forbid them. */
export const UiProvider = ({ words, direction, children }: Props) => (
  <CSPProvider disableStyleElements>
    <DirectionProvider direction={direction}>
      <WordsContext value={words}>
        <TooltipProvider delay={400}>
          <ToastProvider>{children}</ToastProvider>
        </TooltipProvider>
      </WordsContext>
    </DirectionProvider>
  </CSPProvider>
);
