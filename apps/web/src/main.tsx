import './app.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './features/language/language.ts';
import { Providers } from './providers.tsx';
import { router } from './routes.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no #root');

await startLanguage();

createRoot(element).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
