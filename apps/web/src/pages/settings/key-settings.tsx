import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Panel } from '@millrace/ui/layout/panel';
import { ApiKeyForm } from '../../features/api-keys/api-key-form.tsx';
import { ApiKeyList } from '../../features/api-keys/api-key-list.tsx';
import { roleOptions } from '../../features/workspaces/role-words.ts';
import { PageFrame } from '../page-frame.tsx';
import { useWorkspace } from '../shell/use-workspace.ts';

export function KeySettings() {
  const { workspace, may } = useWorkspace();
  return (
    <PageFrame width="form" title={t`API keys`} lead={t`Access for programs that use this workspace`}>
      <div className="space-y-5">
        {may('owner') ? (
          <>
            <Panel title={t`New key`}>
              <ApiKeyForm key={workspace.id} workspaceId={workspace.id} roles={roleOptions()} />
            </Panel>
            <Panel title={t`Active keys`}>
              <ApiKeyList workspaceId={workspace.id} />
            </Panel>
          </>
        ) : (
          <Panel title={t`Owners manage API keys`}>
            <p className="text-muted">
              <Trans>
                Ask an owner of <bdi>{ph({ workspace: workspace.name })}</bdi> for a key.
              </Trans>
            </p>
          </Panel>
        )}
      </div>
    </PageFrame>
  );
}
