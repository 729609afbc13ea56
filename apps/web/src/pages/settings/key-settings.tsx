import { Panel } from '@millrace/ui/panel';
import { ApiKeyForm } from '../../features/api-keys/api-key-form.tsx';
import { ApiKeyList } from '../../features/api-keys/api-key-list.tsx';
import { roleOptions } from '../../features/workspaces/role-words.ts';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

export function KeySettings() {
  const { workspace, may } = useWorkspace();
  return (
    <PageFrame title="API keys" lead="For programs that use this workspace.">
      <div className="max-w-3xl space-y-5">
        {may('owner') ? (
          <>
            <Panel title="New key">
              <ApiKeyForm key={workspace.id} workspaceId={workspace.id} roles={roleOptions()} />
            </Panel>
            <Panel title="Keys in use">
              <ApiKeyList workspaceId={workspace.id} />
            </Panel>
          </>
        ) : (
          <Panel title="Owners manage keys">
            <p className="text-muted">Ask an owner of {workspace.name} for a key.</p>
          </Panel>
        )}
      </div>
    </PageFrame>
  );
}
