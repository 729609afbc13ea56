import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Panel } from '@millrace/ui/layout/panel';
import { LogOut } from 'lucide-react';
import { ReadingForm } from '../../features/chat/answer/reading-form.tsx';
import { AccountLanguage } from '../../features/session/account-language.tsx';
import { EmailForm } from '../../features/session/email-form.tsx';
import { NameForm } from '../../features/session/name-form.tsx';
import { PasswordForm } from '../../features/session/password-form.tsx';
import { SessionList } from '../../features/session/session-list.tsx';
import { useSignOut } from '../../features/session/use-sign-out.ts';
import { SingleKeySwitch } from '../../features/shortcuts/single-key-switch.tsx';
import { DeletedWorkspaces } from '../../features/workspaces/deleted-workspaces.tsx';
import { EndAccount } from '../../features/workspaces/end-account.tsx';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

export function AccountSettings() {
  const { user } = useWorkspace();
  const signOut = useSignOut();
  return (
    <PageFrame
      width="form"
      title={t`Account`}
      actions={
        <Button
          icon={<LogOut aria-hidden className="size-4" />}
          pending={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          <Trans>Sign out</Trans>
        </Button>
      }
    >
      <div className="space-y-5">
        <Panel title={user.name} hint={user.email}>
          <p className="mb-4 text-sm">
            {user.isAdmin ? t`You own this instance.` : t`You are a member of this instance.`}
          </p>
          <NameForm user={user} />
        </Panel>
        <Panel title={t`E-mail address`}>
          <EmailForm user={user} />
        </Panel>
        <Panel title={t`Password`} hint={t`A new password signs you out in all other browsers`}>
          <PasswordForm user={user} />
        </Panel>
        <Panel title={t`Language and time zone`}>
          <AccountLanguage />
        </Panel>
        <Panel title={t`Keyboard`}>
          <SingleKeySwitch />
        </Panel>
        <Panel title={t`Answers`} hint={t`Display of answers in this browser`}>
          <ReadingForm />
        </Panel>
        <Panel title={t`Sessions`} hint={t`Browsers in which you are signed in`}>
          <SessionList />
        </Panel>
        <Panel title={t`End of the account`}>
          <EndAccount isAdmin={user.isAdmin} />
        </Panel>
        <DeletedWorkspaces onRestored={(workspaceId) => window.location.assign(`/w/${workspaceId}`)} />
      </div>
    </PageFrame>
  );
}
