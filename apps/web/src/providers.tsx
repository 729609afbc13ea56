import { UiProvider } from '@millrace/ui/ui-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryClient } from './trpc.ts';

/** What every page may rely on. */
export const Providers = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>
    <UiProvider>{children}</UiProvider>
  </QueryClientProvider>
);
