import { plural, t } from '@lingui/core/macro';
import type { EndpointView } from '@millrace/contract/models/models';
import { TextField } from '@millrace/ui/controls/field';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { failureOf } from '../errors/failure.ts';
import { fieldOf } from '../errors/field-of.ts';
import { type EndpointFields, type EndpointValues, readConnection, splitModels } from './endpoint-values.ts';

type Props = {
  workspaceId: string;
  /** Undefined: a new one. */
  endpoint: EndpointView | undefined;
  form: UseFormReturn<EndpointFields, unknown, EndpointValues>;
};

/** Its list is for those alone who have a key. */
const cloud = 'https://api.openai.com/';

/** A browser shows no more at once, and finds the rest as somebody types. */
const mostOptions = 500;

/** The names of models, with those that the server lists to choose from. Any other name can be entered. */
export function ModelsField({ workspaceId, endpoint, form }: Props) {
  const listId = useId();
  const field = fieldOf(form)('models');
  const { prefix, chosen } = splitModels(useWatch({ control: form.control, name: 'models' }) ?? '');
  const [asked, setAsked] = useState('');
  const offered = useMutation(trpc.models.offered.mutationOptions());
  const [baseUrl, apiKey, headers] = useWatch({ control: form.control, name: ['baseUrl', 'apiKey', 'headers'] });
  const connection = readConnection({ baseUrl, apiKey, headers });
  const key = JSON.stringify(connection);
  const load = () => {
    if (connection === undefined || key === asked) return;
    // nobody has said yet that this one is meant
    const hasKey = connection.apiKey || endpoint?.hasKey;
    if (!hasKey && connection.baseUrl.startsWith(cloud)) return;
    setAsked(key);
    offered.mutate({ workspaceId, endpointId: endpoint?.id ?? undefined, ...connection });
  };
  // what another server said is nothing of this one
  const isCurrent = key === asked;
  const models = isCurrent && offered.data?.ok ? offered.data.models : [];
  return (
    <div className="space-y-1">
      <TextField
        label={t`Models`}
        list={listId}
        placeholder={t`e.g. ${{ example: 'gpt-5-mini' }}`}
        hint={t`Separate models with commas. The first one answers unless a chat selects another.`}
        onFocus={load}
        {...field}
      />
      <datalist id={listId}>
        {models
          .filter((model) => !chosen.includes(model))
          .slice(0, mostOptions)
          .map((model) => (
            <option key={model} value={prefix + model} label={model} />
          ))}
      </datalist>
      <p aria-live="polite" className="break-words text-muted text-sm empty:hidden">
        {!isCurrent ? '' : offered.isPending ? t`Loading the models of this server…` : offerWords(offered)}
      </p>
    </div>
  );
}

type Offer = { data: { ok: true; models: string[] } | { ok: false; message: string } | undefined; error: unknown };

function offerWords({ data, error }: Offer): string {
  if (error) return t`No list of models: ${{ reason: failureOf(error).message }}`;
  if (data === undefined) return '';
  if (!data.ok) return t`No list of models: ${{ reason: data.message }}`;
  const count = data.models.length;
  return t`${plural(count, { one: '# model to choose from', other: '# models to choose from' })}`;
}
