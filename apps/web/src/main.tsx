import './app.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { catchTyping, dropEarlyField } from './features/chat/composer/catch-typing.ts';
import { startLanguage } from './features/language/language.ts';
import { Providers } from './providers.tsx';
import { router } from './routes.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no #root');

const page = createRoot(element);

catchTyping();
router.subscribe('onResolved', dropEarlyField);

// not awaited at the top: what pages share with this module would move into many small files
void startLanguage().then(() =>
  page.render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  ),
);
