import type { EndpointView, ModelsView } from '@millrace/contract/models/models';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { DeleteEndpoint } from './delete-endpoint.tsx';
import { EndpointRow } from './endpoint-row.tsx';
import { sumOf, usageWords } from './usage-words.ts';
import { useEndpointActions } from './use-endpoints.ts';

type Props = {
  workspaceId: string;
  models: ModelsView;
  /** Whether an endpoint is his to change; shared ones are the instance owner's. */
  mayChange: (endpoint: EndpointView) => boolean;
  onEdit: (endpoint: EndpointView) => void;
};

/** The endpoints in the order in which they are asked. */
export function EndpointList({ workspaceId, models: { endpoints }, mayChange, onEdit }: Props) {
  const usage = useQuery(trpc.models.usage.queryOptions({ workspaceId }));
  const own = endpoints.filter(({ origin }) => origin === 'workspace');
  const { move, setEnabled, remove } = useEndpointActions(workspaceId, own);
  const [said, setSaid] = useState('');
  const [doomed, setDoomed] = useState<EndpointView>();
  const actionsOf = (endpoint: EndpointView) => {
    const at = own.indexOf(endpoint);
    if (at === -1 || !mayChange(endpoint)) return undefined;
    return {
      place: at,
      count: own.length,
      onMove: (by: -1 | 1) => {
        move(endpoint, by);
        setSaid(`${endpoint.name} is number ${at + by + 1} of ${own.length}`);
      },
      onEdit: () => onEdit(endpoint),
      onEnable: (enabled: boolean) => setEnabled(endpoint, enabled),
      onDelete: () => setDoomed(endpoint),
    };
  };
  return (
    <>
      <ol aria-label="Endpoints" className="divide-y divide-line">
        {endpoints.map((endpoint) => (
          <EndpointRow
            key={endpoint.id ?? 'environment'}
            workspaceId={workspaceId}
            endpoint={endpoint}
            usage={usage.data?.find(({ id }) => id === endpoint.id)}
            actions={actionsOf(endpoint)}
          />
        ))}
      </ol>
      {usage.data && usage.data.length > 1 ? (
        <p className="mt-4 border-line border-t pt-4 text-sm tabular-nums">
          All together, deleted ones too: today {usageWords(sumOf(usage.data.map(({ today }) => today)), null)} · 30
          days {usageWords(sumOf(usage.data.map(({ month }) => month)), null)}
        </p>
      ) : null}
      <p role="status" className="sr-only">
        {said}
      </p>
      {doomed ? (
        <DeleteEndpoint name={doomed.name} onDelete={() => remove(doomed)} onClose={() => setDoomed(undefined)} />
      ) : null}
    </>
  );
}
