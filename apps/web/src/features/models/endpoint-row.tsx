import type { EndpointUsageView, EndpointView } from '@millrace/contract/models/models';
import { Button, IconButton } from '@millrace/ui/button';
import { Menu, MenuItem } from '@millrace/ui/menu';
import { MoveButton } from '@millrace/ui/move-button';
import { Tag } from '@millrace/ui/tag';
import { useMutation } from '@tanstack/react-query';
import { Ellipsis, Pencil, Plug, Power, PowerOff, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { ModelTestResult } from './model-test-result.tsx';
import { nothingUsed, usageWords } from './usage-words.ts';

type Props = {
  workspaceId: string;
  endpoint: EndpointView;
  usage: EndpointUsageView | undefined;
  /** Undefined: it is not his to change. */
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

const origins = { workspace: '', shared: 'Shared by the instance', environment: 'Set by the server' };

/** One endpoint: what it is, what was used of it, and what can be done with it. */
export function EndpointRow({ workspaceId, endpoint, usage, actions }: Props) {
  const { id, name, baseUrl, models, keyHint, hasKey, enabled, shared, origin, problem } = endpoint;
  const test = useMutation(trpc.models.test.mutationOptions());
  const key = hasKey ? `key ${keyHint ? `ends in …${keyHint}` : 'stored'}` : 'no key';
  const word = enabled ? origins[origin] || (shared ? 'For all workspaces' : '') : 'Off';
  return (
    <li className="py-4 first:pt-0 last:pb-0" aria-label={name}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-60 space-y-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 break-words font-medium">{name}</span>
            {word ? <Tag>{word}</Tag> : null}
          </p>
          <p className="break-words text-sm">{models.join(', ')}</p>
          <p className="break-words text-muted text-sm">
            {new URL(baseUrl).host} · {key}
          </p>
          <Used endpoint={endpoint} usage={usage} />
        </div>
        {actions ? (
          <div className="flex items-center gap-0.5">
            <Button
              size="sm"
              aria-label={`Test ${name}`}
              pending={test.isPending}
              icon={<Plug aria-hidden className="size-4" />}
              onClick={() => test.mutate({ workspaceId, endpointId: id ?? undefined, baseUrl, model: models[0] ?? '' })}
            >
              Test
            </Button>
            <MoveButton
              label={`Move ${name} up`}
              by={-1}
              place={actions.place}
              isEnd={actions.place === 0}
              onMove={actions.onMove}
            />
            <MoveButton
              label={`Move ${name} down`}
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
  return (
    <p className="text-muted text-sm tabular-nums">
      Today {usageWords(usage?.today ?? nothingUsed, dailyTokens)}
      {usage ? ` · 30 days ${usageWords(usage.month, null)}` : ''}
    </p>
  );
}

function RowMenu({ name, enabled, actions }: { name: string; enabled: boolean; actions: EndpointRowActions }) {
  return (
    <Menu
      label={`Actions for ${name}`}
      trigger={<IconButton label={`Actions for ${name}`} icon={<Ellipsis aria-hidden className="size-4" />} />}
    >
      <MenuItem icon={<Pencil aria-hidden className="size-4" />} onClick={actions.onEdit}>
        Edit
      </MenuItem>
      <MenuItem
        icon={enabled ? <PowerOff aria-hidden className="size-4" /> : <Power aria-hidden className="size-4" />}
        onClick={() => actions.onEnable(!enabled)}
      >
        {enabled ? 'Turn off' : 'Turn on'}
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden className="size-4" />} tone="bad" onClick={actions.onDelete}>
        Delete
      </MenuItem>
    </Menu>
  );
}
