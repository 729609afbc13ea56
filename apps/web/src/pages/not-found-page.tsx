import { buttonClass } from '@millrace/ui/button';
import { PlainPage } from './plain-page.tsx';

/** Also for what belongs to others: outside of one's workspaces nothing exists. */
export const NotFoundPage = () => (
  <PlainPage
    title="Page not found"
    lead="There is nothing at this address. It may have been deleted, or it belongs to a workspace that you are not a member of."
  >
    {/* a full load: whoever signs in elsewhere meanwhile starts clean */}
    <a href="/" className={buttonClass({ variant: 'primary' })}>
      Go home
    </a>
  </PlainPage>
);
