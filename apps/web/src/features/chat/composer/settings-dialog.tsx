import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ConversationSettings } from '@millrace/contract/chat/chat';
import { Button } from '@millrace/ui/controls/button';
import { SelectField, TextField } from '@millrace/ui/controls/field';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { asValue, fromValue, modelOptions } from './model-options.ts';
import { PickMany } from './pick-many.tsx';
import { tidySettings } from './settings-words.ts';

type Props = {
  workspaceId: string;
  choices: ConversationSettings;
  onChoose: (choices: ConversationSettings) => void;
  onClose: () => void;
};

/** Sets model, temperature and scope of the next answers. */
export function ConversationSettingsDialog({ workspaceId, choices, onChoose, onClose }: Props) {
  const [chosen, setChosen] = useState(choices);
  const [temperature, setTemperature] = useState(String(choices.temperature ?? ''));
  const models = useQuery(trpc.models.list.queryOptions({ workspaceId }));
  const known = useQuery(trpc.search.choices.queryOptions({ workspaceId }));
  const { scope = {} } = chosen;
  const narrow = (part: typeof scope) => setChosen({ ...chosen, scope: { ...scope, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = temperature.trim() === '' ? undefined : Math.min(2, Math.max(0, Number(temperature)));
    onChoose(tidySettings({ ...chosen, temperature: Number.isNaN(number) ? undefined : number }));
    onClose();
  };
  const failed = models.isError ? models : known.isError ? known : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Model and sources`}
      description={t`These settings apply to the next answers in this chat.`}
    >
      {failed ? <ErrorCard error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {!failed && !(models.data && known.data) ? <Skeleton lines={5} /> : null}
      {models.data && known.data ? (
        <form noValidate onSubmit={submit} className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
            <SelectField
              label={t`Model`}
              value={asValue(chosen.model)}
              options={modelOptions(models.data, chosen.model)}
              onChange={(event) => setChosen({ ...chosen, model: fromValue(event.target.value) })}
            />
            <TextField
              label={t`Temperature`}
              type="number"
              min={0}
              max={2}
              step={0.1}
              placeholder={t`Model default`}
              value={temperature}
              onChange={(event) => setTemperature(event.target.value)}
            />
          </div>
          <PickMany
            label={t`Sources`}
            findLabel={t`Find a source`}
            none={t`All sources`}
            options={known.data.sources.map(({ id, title }) => ({ value: id, label: title }))}
            chosen={scope.sourceIds ?? []}
            onChange={(sourceIds) => narrow({ sourceIds })}
          />
          <PickMany
            label={t`Tags`}
            findLabel={t`Find a tag`}
            none={t`All, with or without tags`}
            options={known.data.tags.map((tag) => ({ value: tag, label: tag }))}
            chosen={scope.tags ?? []}
            onChange={(tags) => narrow({ tags })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t({ message: 'From', comment: 'First day of a period' })}
              type="date"
              max={scope.before}
              value={scope.after ?? ''}
              onChange={(event) => narrow({ after: event.target.value })}
            />
            <TextField
              label={t({ message: 'Until', comment: 'Last day of a period' })}
              type="date"
              min={scope.after}
              value={scope.before ?? ''}
              onChange={(event) => narrow({ before: event.target.value })}
            />
          </div>
          <DialogFooter>
            <Button
              onClick={() => {
                onChoose({});
                onClose();
              }}
            >
              <Trans>Reset to defaults</Trans>
            </Button>
            <Button type="submit" variant="primary">
              <Trans>Apply</Trans>
            </Button>
          </DialogFooter>
        </form>
      ) : null}
    </Dialog>
  );
}
