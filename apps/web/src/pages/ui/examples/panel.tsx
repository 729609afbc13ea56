import { Button } from '@millrace/ui/controls/button';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { Panel } from '@millrace/ui/layout/panel';
import { Library, Plus } from 'lucide-react';

export const title = 'Panel and empty state';

export const Examples = () => (
  <div className="space-y-4">
    <Panel
      title="Members"
      hint="Everybody who may open this workspace"
      actions={<Button icon={<Plus aria-hidden className="size-4" />}>Invite</Button>}
    >
      <p>Ada Lovelace</p>
    </Panel>
    <Panel title="No sources">
      <EmptyState icon={Library} title="No sources yet" actions={<Button variant="primary">Add files</Button>}>
        Answers are based on the sources that you add.
      </EmptyState>
    </Panel>
  </div>
);
