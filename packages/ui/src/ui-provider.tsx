import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { ToastProvider } from './toast.tsx';
import { TooltipProvider } from './tooltip.tsx';

/** What the components rely on, once around the app. No `<style>` elements: a content policy may forbid them. */
export const UiProvider = ({ children }: { children: ReactNode }) => (
  <CSPProvider disableStyleElements>
    <TooltipProvider delay={400}>
      <ToastProvider>{children}</ToastProvider>
    </TooltipProvider>
  </CSPProvider>
);
