import '../../app.css';
import { createRoot } from 'react-dom/client';
import { UiPage } from './ui-page.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('The page has no #root');

createRoot(element).render(<UiPage />);
