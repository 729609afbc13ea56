import { t } from '@lingui/core/macro';
import { Button } from '@millrace/ui/button';
import { Panel } from '@millrace/ui/panel';
import { Switch } from '@millrace/ui/switch';
import { LogOut } from 'lucide-react';
import { ReadingForm } from '../../features/chat/answer/reading-form.tsx';
import { AccountLanguage } from '../../features/session/account-language.tsx';
import { SessionList } from '../../features/session/session-list.tsx';
import { useSignOut } from '../../features/session/use-sign-out.ts';
import { setSingleKeys, useSingleKeys } from '../../features/shortcuts/single-keys.ts';
import { DeletedWorkspaces } from '../../features/workspaces/deleted-workspaces.tsx';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

export function AccountSettings() {
  const { user } = useWorkspace();
  const singleKeys = useSingleKeys();
  const signOut = useSignOut();
  return (
    <PageFrame
      title="Account"
      actions={
        <Button
          icon={<LogOut aria-hidden className="size-4" />}
          pending={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          Sign out
        </Button>
      }
    >
      <div className="max-w-2xl space-y-5">
        <Panel title={user.name} hint={user.email}>
          <p className="text-sm">{user.isAdmin ? 'You own this instance.' : 'You are a member of this instance.'}</p>
        </Panel>
        <Panel title={t`Language and time zone`}>
          <AccountLanguage />
        </Panel>
        <Panel title="Keyboard">
          <Switch
            label="Single-key shortcuts"
            hint="Off: only combinations with Ctrl or Escape work."
            checked={singleKeys}
            onChange={setSingleKeys}
          />
        </Panel>
        <Panel title="Answers" hint="How this browser shows them.">
          <ReadingForm />
        </Panel>
        <Panel title="Where you are signed in">
          <SessionList />
        </Panel>
        <DeletedWorkspaces onRestored={(workspaceId) => window.location.assign(`/w/${workspaceId}`)} />
      </div>
    </PageFrame>
  );
}
