import { zodResolver } from '@hookform/resolvers/zod';
import { type ModelView, modelEndpointInput } from '@millrace/contract/models';
import { Button } from '@millrace/ui/button';
import { TextField } from '@millrace/ui/field';
import { PasswordField } from '@millrace/ui/password-field';
import { useMutation } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { showFieldErrors } from '../errors/form-errors.ts';
import { ModelTestResult } from './model-test-result.tsx';

type Props = { current: ModelView; onSaved: (model: ModelView) => void };

/** Connects a model that speaks OpenAI's protocol. The test asks it a real question and shows its real error. */
export function ModelForm({ current, onSaved }: Props) {
  const stored = current.source === 'settings';
  const form = useForm({
    resolver: zodResolver(modelEndpointInput),
    defaultValues: {
      baseUrl: current.baseUrl ?? 'https://api.openai.com/v1',
      model: current.source === 'builtin' ? '' : current.model,
      apiKey: stored ? undefined : '',
    },
  });
  const onError = (error: unknown) => showFieldErrors(error, ['baseUrl', 'model', 'apiKey'], form.setError);
  const test = useMutation(trpc.models.test.mutationOptions({ onError }));
  const save = useMutation(
    trpc.models.save.mutationOptions({
      onSuccess: (model) => {
        void queryClient.invalidateQueries(trpc.models.pathFilter());
        onSaved(model);
      },
      onError,
    }),
  );
  const { errors } = form.formState;
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => save.mutate(values))}>
      <TextField
        label="Address of the API"
        type="url"
        autoComplete="off"
        hint="Any server that speaks OpenAI's protocol: OpenAI, vLLM, Ollama, LM Studio…"
        error={errors.baseUrl?.message}
        {...form.register('baseUrl')}
      />
      <TextField
        label="Model"
        autoComplete="off"
        placeholder="e.g. gpt-5-mini"
        error={errors.model?.message}
        {...form.register('model')}
      />
      <PasswordField
        label="API key"
        autoComplete="off"
        hint={
          stored && current.keyHint
            ? `Stored, ends in …${current.keyHint}. Leave empty to keep it.`
            : 'Local servers often need none.'
        }
        error={errors.apiKey?.message}
        {...form.register('apiKey', { setValueAs: (value?: string) => (stored && !value ? undefined : value) })}
      />
      <FormError error={test.error ?? save.error} />
      {test.data ? <ModelTestResult result={test.data} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save
        </Button>
        <Button
          pending={test.isPending}
          icon={<Plug aria-hidden className="size-4" />}
          onClick={form.handleSubmit((values) => test.mutate(values))}
        >
          Test the connection
        </Button>
      </div>
    </form>
  );
}
