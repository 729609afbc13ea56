import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { EndpointUsageView, EndpointView } from '@millrace/contract/models/models';
import { Button, IconButton } from '@millrace/ui/controls/button';
import { Menu, MenuItem } from '@millrace/ui/controls/menu';
import { MoveButton } from '@millrace/ui/controls/move-button';
import { Tag } from '@millrace/ui/data/tag';
import { useMutation } from '@tanstack/react-query';
import { Ellipsis, Pencil, Plug, Power, PowerOff, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { formatList } from '../language/format.ts';
import { ModelTestResult } from './model-test-result.tsx';
import { nothingUsed, usageWords } from './usage-words.ts';

type Props = {
  workspaceId: string;
  endpoint: EndpointView;
  usage: EndpointUsageView | undefined;
  /** Undefined: the person may not change it. */
  actions?: EndpointRowActions | undefined;
};
export type EndpointRowActions = {
  /** Among those that can be ordered, from 0. */
  place: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
  onEnable: (enabled: boolean) => void;
  onDelete: () => void;
};

/** What distinguishes an endpoint from an ordinary one of the workspace; undefined: nothing. */
function tagOf({ enabled, origin, shared }: EndpointView): string | undefined {
  if (!enabled) return t({ message: 'Off', comment: 'State of an endpoint' });
  if (origin === 'shared') return t`Shared by the instance`;
  if (origin === 'environment') return t`Set by the server`;
  return shared ? t`Shared with all workspaces` : undefined;
}

function keyOf({ hasKey, keyHint }: EndpointView): string {
  if (!hasKey) return t`no key`;
  return keyHint ? t`key ends in …${{ ending: keyHint }}` : t`key stored`;
}

/** One endpoint with its usage and its actions. */
export function EndpointRow({ workspaceId, endpoint, usage, actions }: Props) {
  const { id, baseUrl, models, enabled, problem, firstByteMs } = endpoint;
  const name = endpoint.origin === 'environment' ? t`Server default` : endpoint.name;
  const test = useMutation(trpc.models.test.mutationOptions());
  const tag = tagOf(endpoint);
  return (
    <li className="py-4 first:pt-0 last:pb-0" aria-label={name}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-60 space-y-1">
          <p className="flex flex-wrap items-center gap-2">
            <bdi className="min-w-0 break-words font-medium">{name}</bdi>
            {tag ? <Tag>{tag}</Tag> : null}
          </p>
          <p dir="auto" className="break-words text-sm">
            {formatList(models)}
          </p>
          <p className="break-words text-muted text-sm">
            <bdi>{new URL(baseUrl).host}</bdi> · {keyOf(endpoint)}
          </p>
          <Used endpoint={endpoint} usage={usage} />
        </div>
        {actions ? (
          <div className="flex items-center gap-0.5">
            <Button
              size="sm"
              aria-label={t`Test ${name}`}
              pending={test.isPending}
              icon={<Plug aria-hidden className="size-4" />}
              onClick={() =>
                test.mutate({ workspaceId, endpointId: id ?? undefined, baseUrl, firstByteMs, model: models[0] ?? '' })
              }
            >
              <Trans>Test</Trans>
            </Button>
            <MoveButton
              label={t`Move ${name} up`}
              by={-1}
              place={actions.place}
              isEnd={actions.place === 0}
              onMove={actions.onMove}
            />
            <MoveButton
              label={t`Move ${name} down`}
              by={1}
              place={actions.place}
              isEnd={actions.place === actions.count - 1}
              onMove={actions.onMove}
            />
            <RowMenu name={name} enabled={enabled} actions={actions} />
          </div>
        ) : null}
      </div>
      <div className="mt-2 space-y-2 empty:hidden">
        {problem ? <p className="text-bad text-sm">{problem}</p> : null}
        <FormError error={test.error} />
        {test.data && !test.isPending ? <ModelTestResult result={test.data} /> : null}
      </div>
    </li>
  );
}

function Used({ endpoint: { dailyTokens }, usage }: Pick<Props, 'endpoint' | 'usage'>): ReactNode {
  if (usage === undefined && dailyTokens === null) return null;
  const today = usageWords(usage?.today ?? nothingUsed, dailyTokens);
  return (
    <p className="text-muted text-sm tabular-nums">
      {usage ? t`Today: ${today} · Last 30 days: ${{ month: usageWords(usage.month, null) }}` : t`Today: ${today}`}
    </p>
  );
}

function RowMenu({ name, enabled, actions }: { name: string; enabled: boolean; actions: EndpointRowActions }) {
  return (
    <Menu
      label={t`Actions for ${name}`}
      trigger={<IconButton label={t`Actions for ${name}`} icon={<Ellipsis aria-hidden className="size-4" />} />}
    >
      <MenuItem icon={<Pencil aria-hidden className="size-4" />} onClick={actions.onEdit}>
        <Trans>Edit</Trans>
      </MenuItem>
      <MenuItem
        icon={enabled ? <PowerOff aria-hidden className="size-4" /> : <Power aria-hidden className="size-4" />}
        onClick={() => actions.onEnable(!enabled)}
      >
        {enabled ? t`Turn off` : t`Turn on`}
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden className="size-4" />} tone="bad" onClick={actions.onDelete}>
        <Trans>Delete</Trans>
      </MenuItem>
    </Menu>
  );
}
