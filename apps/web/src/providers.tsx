import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LanguageProvider } from './features/language/language-provider.tsx';
import { queryClient } from './trpc.ts';

/** What every page may rely on. */
export const Providers = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>
    <LanguageProvider>{children}</LanguageProvider>
  </QueryClientProvider>
);
