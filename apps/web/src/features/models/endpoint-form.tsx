import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { EndpointView } from '@millrace/contract/models/models';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { Switch } from '@millrace/ui/controls/switch';
import { DialogFooter } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { type RefObject, useId, useImperativeHandle } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import type { Draft } from '../drafts/use-draft.ts';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { type Beginning, type EndpointFields, type EndpointValues, endpointForm, fieldsOf } from './endpoint-values.ts';
import { LimitFields } from './limit-fields.tsx';
import { ModelTestResult } from './model-test-result.tsx';
import { ModelsField } from './models-field.tsx';

type Props = {
  workspaceId: string;
  /** Undefined: a new one. */
  endpoint: EndpointView | undefined;
  mayShare: boolean;
  /** Defaults of a new one. */
  beginning: Beginning;
  onSaved: (name: string) => void;
  /** For the dialog around it: closes, after a question where a key was typed. */
  closeRef?: RefObject<Draft['close'] | null>;
};

const addresses = ['https://api.openai.com/v1', 'http://127.0.0.1:11434/v1', 'http://127.0.0.1:1234/v1'];
function keyHintOf(endpoint: EndpointView | undefined): string {
  if (!endpoint?.hasKey) return t`Local servers often need no key.`;
  if (!endpoint.keyHint) return t`A key is stored. Leave empty to keep it.`;
  return t`The stored key ends in …${{ ending: endpoint.keyHint }}. Leave empty to keep it.`;
}

const fields = ['name', 'baseUrl', 'models', 'apiKey', 'headers', 'firstByteMs', 'dailyTokens'] as const;

/** Connects any server with an OpenAI-compatible API. The test asks it a real question and shows its real error. */
export function EndpointForm({ workspaceId, endpoint, mayShare, beginning, onSaved, closeRef }: Props) {
  const listId = useId();
  const base = fieldsOf(endpoint, beginning);
  const form = useForm<EndpointFields, unknown, EndpointValues>({
    resolver: zodResolver(endpointForm),
    defaultValues: base,
  });
  const place = { form: 'endpoint', workspaceId, object: endpoint?.id ?? 'new' };
  const draft = useDraftForm(form, { place, base, secret: ['apiKey', 'headers'] });
  useImperativeHandle(closeRef, () => draft.close);
  const field = fieldOf(form);
  const onError = (error: unknown) => showFieldErrors<EndpointFields>(error, fields, form.setError);
  const test = useMutation(trpc.models.test.mutationOptions({ onError }));
  const save = useMutation(
    trpc.models.save.mutationOptions({
      onSuccess: async (_saved, { name }) => {
        draft.forget();
        await queryClient.invalidateQueries(trpc.models.pathFilter());
        onSaved(name);
      },
      onError,
    }),
  );
  const endpointId = endpoint?.id ?? undefined;
  const tryOut = ({ baseUrl, apiKey, headers, firstByteMs, models: [model = ''] }: EndpointValues) => {
    save.reset();
    test.mutate({ workspaceId, endpointId, baseUrl, apiKey, headers, firstByteMs, model });
  };
  return (
    <form
      noValidate
      className="space-y-4"
      // the result of a test is valid only for the values that were tested
      onChange={() => test.reset()}
      onSubmit={form.handleSubmit((values) => {
        test.reset();
        save.mutate({ workspaceId, endpointId, ...values });
      })}
    >
      <DraftGuard draft={draft} />
      <TextField label={t`Name`} {...field('name')} />
      <TextField
        label={t`API URL`}
        type="url"
        list={listId}
        hint={t`Any server with an OpenAI-compatible API, such as OpenAI, vLLM, Ollama or LM Studio`}
        {...field('baseUrl')}
      />
      <datalist id={listId}>
        {addresses.map((address) => (
          <option key={address} value={address} />
        ))}
      </datalist>
      <PasswordField
        label={t`API key`}
        hint={keyHintOf(endpoint)}
        {...field('apiKey', {
          setValueAs: (value?: string) => (endpoint?.hasKey && !value ? undefined : value),
        })}
      />
      <ModelsField workspaceId={workspaceId} endpoint={endpoint} form={form} />
      <ConnectionFields form={form} />
      <LimitFields form={form} />
      {mayShare ? (
        <Controller
          control={form.control}
          name="shared"
          render={({ field }) => (
            <Switch
              label={t`Shared with all workspaces`}
              hint={t`Used in workspaces without an endpoint of their own.`}
              checked={field.value}
              onChange={field.onChange}
            />
          )}
        />
      ) : null}
      <FormError error={test.error ?? save.error} />
      {test.data && !test.isPending ? <ModelTestResult result={test.data} /> : null}
      <DialogFooter>
        <Button
          pending={test.isPending}
          icon={<Plug aria-hidden className="size-4" />}
          onClick={form.handleSubmit(tryOut)}
        >
          <Trans>Test connection</Trans>
        </Button>
        <Button type="submit" variant="primary" pending={save.isPending}>
          <Trans>Save</Trans>
        </Button>
      </DialogFooter>
    </form>
  );
}
