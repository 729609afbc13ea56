import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { buttonClass } from '@millrace/ui/controls/button';
import { PlainPage } from './plain-page.tsx';

/** Also for what belongs to others: outside their workspaces people cannot learn what exists. */
export const NotFoundPage = () => (
  <PlainPage
    title={t`Page not found`}
    lead={t`There is nothing at this URL. The page was deleted, or it belongs to a workspace that you are not a member of.`}
  >
    {/* a full load, so that nothing of the session before stays in memory */}
    <a href="/" className={buttonClass({ variant: 'primary' })}>
      <Trans>Go home</Trans>
    </a>
  </PlainPage>
);
