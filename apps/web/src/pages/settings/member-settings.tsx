import { t } from '@lingui/core/macro';
import { Panel } from '@millrace/ui/layout/panel';
import { InvitationList } from '../../features/workspaces/invitation-list.tsx';
import { InviteForm } from '../../features/workspaces/invite-form.tsx';
import { MemberList } from '../../features/workspaces/member-list.tsx';
import { roleMay, roleOptions } from '../../features/workspaces/role-words.ts';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

export function MemberSettings() {
  const { workspace, user, may } = useWorkspace();
  return (
    <PageFrame width="form" title={t`Members`}>
      <div className="space-y-5">
        <Panel title={t`People`} hint={t`The members of ${{ workspace: workspace.name }} and their roles`}>
          <MemberList workspace={workspace} userId={user.id} />
        </Panel>
        {may('owner') ? (
          <Panel title={t`Invite`} hint={t`Millrace sends no e-mail. You get a link that you can share.`}>
            <InviteForm workspaceId={workspace.id} />
            <InvitationList workspaceId={workspace.id} />
          </Panel>
        ) : null}
        <Panel title={t`Roles`}>
          <dl className="space-y-1.5 text-sm">
            {roleOptions().map(({ value, label }) => (
              <div key={value} className="flex gap-3">
                <dt className="w-20 shrink-0 font-medium">{label}</dt>
                <dd className="text-muted">{roleMay(value)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
    </PageFrame>
  );
}
