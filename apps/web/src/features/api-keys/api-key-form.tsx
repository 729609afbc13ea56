import { zodResolver } from '@hookform/resolvers/zod';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { createApiKeyInput } from '@millrace/contract/api-keys/api-keys';
import type { Role } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { SelectField } from '@millrace/ui/controls/select-field';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { queryClient, trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { choiceOf, fieldOf } from '../errors/field-of.ts';
import { translate } from '../language/language.ts';
import { NewApiKey } from './new-api-key.tsx';

const day = 86_400_000;
const lifetimes = [
  { value: '30', label: msg`30 days` },
  { value: '90', label: msg`90 days` },
  { value: '365', label: msg`1 year` },
  { value: '', label: msg({ message: 'Never', comment: 'When a key expires' }) },
];
const expiryOf = (days: string) => (days === '' ? null : new Date(Date.now() + Number(days) * day).toISOString());

/** The lifetime is chosen in days: the moment is computed when the key is made. */
const keyForm = createApiKeyInput.omit({ expiresAt: true }).extend({ days: z.string() });

type Props = { workspaceId: string; roles: readonly { value: Role; label: string }[] };

export function ApiKeyForm({ workspaceId, roles }: Props) {
  const [base] = useState({ workspaceId, name: '', role: 'analyst' as Role, days: '90' });
  const form = useForm({ resolver: zodResolver(keyForm), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'api-key', workspaceId }, base });
  const field = fieldOf(form);
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: () => {
        draft.discard();
        return queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter());
      },
    }),
  );
  return (
    <form
      noValidate
      className="space-y-3"
      onSubmit={form.handleSubmit(({ days, ...values }) => create.mutate({ ...values, expiresAt: expiryOf(days) }))}
    >
      <DraftGuard draft={draft} />
      <div className="grid gap-3 sm:grid-cols-[1fr_9rem_9rem]">
        <TextField label={t`Key name`} placeholder={t`e.g. nightly import`} {...field('name')} />
        <SelectField label={t`Role`} options={roles} {...choiceOf(form)('role')} />
        <SelectField
          label={t`Expires`}
          options={lifetimes.map(({ value, label }) => ({ value, label: translate(label) }))}
          {...choiceOf(form)('days')}
        />
      </div>
      <FormError error={create.error} />
      <Button type="submit" variant="primary" pending={create.isPending}>
        <Trans>Create key</Trans>
      </Button>
      {create.data ? <NewApiKey apiKey={create.data.key} onStored={() => create.reset()} /> : null}
    </form>
  );
}
