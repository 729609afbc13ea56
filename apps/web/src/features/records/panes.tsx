import { t } from '@lingui/core/macro';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { Tabs } from '@millrace/ui/layout/tabs';
import type { ReactNode } from 'react';
import { useMediaQuery } from '../theme/use-media-query.ts';
import type { PaneId } from './pane-ids.ts';

export type Pane = { id: PaneId; label: string; content: ReactNode };

type Props = { panes: readonly Pane[]; open: PaneId | undefined; onOpen: (id: PaneId) => void };

/** As many panes side by side as fit; the rest share the last column as tabs. */
export function Panes({ panes, open, onOpen }: Props) {
  const two = useMediaQuery('(min-width: 64rem)');
  const three = useMediaQuery('(min-width: 90rem)');
  const columns = three ? 3 : two ? 2 : 1;
  const beside = panes.length <= columns ? panes : panes.slice(0, columns - 1);
  const rest = panes.slice(beside.length);
  const shown = rest.find(({ id }) => id === open) ?? rest[0];
  return (
    <div className="flex min-h-0 grow">
      {beside.map((pane) => (
        <PaneColumn key={pane.id} pane={pane} named={panes.length > 1} />
      ))}
      {shown ? (
        <div className="flex min-w-0 grow basis-0 flex-col border-line not-first:border-s">
          <Tabs
            label={t`Views of this source`}
            tabs={rest.map((pane) => ({ ...pane, content: <PaneColumn pane={pane} /> }))}
            open={shown.id}
            onOpen={onOpen}
          />
        </div>
      ) : null}
    </div>
  );
}

/** `named`: no tab names the pane. */
const PaneColumn = ({ pane: { label, content }, named }: { pane: Pane; named?: boolean }) => (
  <ScrollRegion
    label={label}
    className="min-h-0 min-w-0 grow basis-0 overflow-y-auto border-line p-4 pb-24 not-first:border-s sm:p-5"
  >
    {named ? (
      <p aria-hidden className="mb-3 font-medium text-muted text-xs">
        {label}
      </p>
    ) : null}
    {content}
  </ScrollRegion>
);
