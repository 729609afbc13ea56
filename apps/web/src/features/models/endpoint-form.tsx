import { zodResolver } from '@hookform/resolvers/zod';
import type { EndpointView } from '@millrace/contract/models/models';
import { Button } from '@millrace/ui/button';
import { DialogFooter } from '@millrace/ui/dialog';
import { TextField } from '@millrace/ui/field';
import { PasswordField } from '@millrace/ui/password-field';
import { Switch } from '@millrace/ui/switch';
import { useMutation } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useId } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';
import { type Beginning, type EndpointFields, type EndpointValues, endpointForm, fieldsOf } from './endpoint-values.ts';
import { ModelTestResult } from './model-test-result.tsx';

type Props = {
  workspaceId: string;
  /** Undefined: a new one. */
  endpoint: EndpointView | undefined;
  mayShare: boolean;
  /** Of a new one. */
  beginning: Beginning;
  onSaved: (name: string) => void;
};

const addresses = ['https://api.openai.com/v1', 'http://127.0.0.1:11434/v1', 'http://127.0.0.1:1234/v1'];
const fields = ['name', 'baseUrl', 'models', 'apiKey', 'dailyTokens'] as const;

/** Connects any server that speaks OpenAI's protocol. The test asks it a real question and shows its real error. */
export function EndpointForm({ workspaceId, endpoint, mayShare, beginning, onSaved }: Props) {
  const listId = useId();
  const form = useForm<EndpointFields, unknown, EndpointValues>({
    resolver: zodResolver(endpointForm),
    defaultValues: fieldsOf(endpoint, beginning),
  });
  const field = fieldOf(form);
  const onError = (error: unknown) => showFieldErrors<EndpointFields>(error, fields, form.setError);
  const test = useMutation(trpc.models.test.mutationOptions({ onError }));
  const save = useMutation(
    trpc.models.save.mutationOptions({
      onSuccess: async (_saved, { name }) => {
        await queryClient.invalidateQueries(trpc.models.pathFilter());
        onSaved(name);
      },
      onError,
    }),
  );
  const endpointId = endpoint?.id ?? undefined;
  const tryOut = ({ baseUrl, apiKey, models: [model = ''] }: EndpointValues) => {
    save.reset();
    test.mutate({ workspaceId, endpointId, baseUrl, apiKey, model });
  };
  const keyHint = endpoint?.keyHint ? `Stored, ends in …${endpoint.keyHint}.` : 'Stored.';
  return (
    <form
      noValidate
      className="space-y-4"
      // what a test has found is true of what was tested alone
      onChange={() => test.reset()}
      onSubmit={form.handleSubmit((values) => {
        test.reset();
        save.mutate({ workspaceId, endpointId, ...values });
      })}
    >
      <TextField label="Name" {...field('name')} />
      <TextField
        label="Address of the API"
        type="url"
        list={listId}
        hint="Any server that speaks OpenAI's protocol: OpenAI, vLLM, Ollama, LM Studio…"
        {...field('baseUrl')}
      />
      <datalist id={listId}>
        {addresses.map((address) => (
          <option key={address} value={address} />
        ))}
      </datalist>
      <TextField
        label="Models"
        placeholder="e.g. gpt-5-mini"
        hint="Several with commas between them. The first answers unless a chat chooses another."
        {...field('models')}
      />
      <PasswordField
        label="API key"
        hint={endpoint?.hasKey ? `${keyHint} Leave empty to keep it.` : 'Local servers often need none.'}
        {...field('apiKey', {
          setValueAs: (value?: string) => (endpoint?.hasKey && !value ? undefined : value),
        })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField label="Tokens a day" inputMode="numeric" placeholder="No limit" {...field('dailyTokens')} />
        <TextField label="$ per million in" inputMode="decimal" placeholder="Unknown" {...field('inputPrice')} />
        <TextField label="$ per million out" inputMode="decimal" placeholder="Unknown" {...field('outputPrice')} />
      </div>
      {mayShare ? (
        <Controller
          control={form.control}
          name="shared"
          render={({ field }) => (
            <Switch
              label="For all workspaces"
              hint="Answers in workspaces that have no endpoint of their own."
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
          Test the connection
        </Button>
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
