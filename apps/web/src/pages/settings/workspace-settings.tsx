import { CopyButton } from '@millrace/ui/copy-button';
import { Panel } from '@millrace/ui/panel';
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
    <PageFrame title="Workspace settings" heading="Workspace">
      <div className="max-w-2xl space-y-5">
        <Panel title="Name">
          <RenameWorkspaceForm key={workspace.id} workspace={workspace} onRenamed={() => void reloadSession()} />
        </Panel>
        <Panel title="Answers" hint="What this workspace wants of every answer.">
          <InstructionsForm workspace={workspace} />
        </Panel>
        <Panel title="Room" hint="What its files take. What is deleted makes room a day later.">
          <WorkspaceUsage workspaceId={workspace.id} />
        </Panel>
        <Panel title="Id" hint="Programs name the workspace by it.">
          <p className="flex flex-wrap items-center gap-2">
            <code className="break-all rounded bg-sunken px-2 py-1 font-mono text-sm">{workspace.id}</code>
            <CopyButton label="Copy the id" text={() => workspace.id} />
          </p>
        </Panel>
        {workspace.role === 'owner' ? (
          <Panel title="Deletion" hint="What is deleted can be restored for 30 days.">
            <DeleteWorkspace workspace={workspace} />
          </Panel>
        ) : null}
      </div>
    </PageFrame>
  );
}
