import { t } from '@lingui/core/macro';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { Panel } from '@millrace/ui/layout/panel';
import { reloadSession } from '../../features/session/use-session.ts';
import { WorkspaceUsage } from '../../features/sources/workspace-usage.tsx';
import { DeleteWorkspace } from '../../features/workspaces/delete-workspace.tsx';
import { InstructionsForm } from '../../features/workspaces/instructions-form.tsx';
import { RenameWorkspaceForm } from '../../features/workspaces/rename-form.tsx';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

export function WorkspaceSettings() {
  const { workspace } = useWorkspace();
  return (
    <PageFrame width="form" title={t`Workspace settings`} heading={t`Workspace`}>
      <div className="space-y-5">
        <Panel title={t`Name`}>
          <RenameWorkspaceForm key={workspace.id} workspace={workspace} onRenamed={() => void reloadSession()} />
        </Panel>
        <Panel title={t`Answers`} hint={t`Instructions for every answer in this workspace`}>
          <InstructionsForm workspace={workspace} />
        </Panel>
        <Panel title={t`Storage`} hint={t`Space used by files. Deleted files free their space one day later.`}>
          <WorkspaceUsage workspaceId={workspace.id} />
        </Panel>
        <Panel title={t`Workspace ID`} hint={t`Identifies the workspace in API calls`}>
          <p className="flex flex-wrap items-center gap-2">
            <code className="break-all rounded bg-sunken px-2 py-1 font-mono text-sm">{workspace.id}</code>
            <CopyButton label={t`Copy ID`} text={() => workspace.id} />
          </p>
        </Panel>
        {workspace.role === 'owner' ? (
          <Panel title={t`Deletion`} hint={t`A deleted workspace can be restored for 30 days.`}>
            <DeleteWorkspace workspace={workspace} />
          </Panel>
        ) : null}
      </div>
    </PageFrame>
  );
}
