import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { EndpointView, ModelsView } from '@millrace/contract/models/models';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { formatNumber } from '../language/format.ts';
import { DeleteEndpoint } from './delete-endpoint.tsx';
import { EndpointRow } from './endpoint-row.tsx';
import { sumOf, usageWords } from './usage-words.ts';
import { useEndpointActions } from './use-endpoints.ts';

type Props = {
  workspaceId: string;
  models: ModelsView;
  /** Whether the person may change an endpoint; shared ones belong to the owner of the instance. */
  mayChange: (endpoint: EndpointView) => boolean;
  onEdit: (endpoint: EndpointView) => void;
};

/** The endpoints in the order in which they are tried. */
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
        setSaid(
          t`${{ name: endpoint.name }} moved to position ${{ position: formatNumber(at + by + 1) }} of ${{ count: formatNumber(own.length) }}`,
        );
      },
      onEdit: () => onEdit(endpoint),
      onEnable: (enabled: boolean) => setEnabled(endpoint, enabled),
      onDelete: () => setDoomed(endpoint),
    };
  };
  return (
    <>
      <ol aria-label={t`Endpoints`} className="divide-y divide-line">
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
          <Trans>
            All endpoints, including deleted ones. Today:{' '}
            {{ today: usageWords(sumOf(usage.data.map(({ today }) => today)), null) }} · Last 30 days:{' '}
            {{ month: usageWords(sumOf(usage.data.map(({ month }) => month)), null) }}
          </Trans>
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
