import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ConversationSettings } from '@millrace/contract/chat/chat';
import { Button } from '@millrace/ui/controls/button';
import { DateRangeField } from '@millrace/ui/controls/date-range-field';
import { NumberField } from '@millrace/ui/controls/number-field';
import { SelectField } from '@millrace/ui/controls/select-field';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { asValue, fromValue, modelOptions } from './model-options.ts';
import { ScopeField } from './scope-field.tsx';
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
  const models = useQuery(trpc.models.list.queryOptions({ workspaceId }));
  const known = useQuery(trpc.search.choices.queryOptions({ workspaceId }));
  const { scope = {} } = chosen;
  const narrow = (part: typeof scope) => setChosen({ ...chosen, scope: { ...scope, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose(tidySettings(chosen));
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
              onChange={(model) => setChosen({ ...chosen, model: fromValue(model) })}
            />
            <NumberField
              label={t`Temperature`}
              min={0}
              max={2}
              step={0.1}
              format={{ maximumFractionDigits: 2 }}
              placeholder={t`Model default`}
              value={chosen.temperature}
              onChange={(temperature) => setChosen({ ...chosen, temperature })}
            />
          </div>
          <ScopeField
            label={t`Sources`}
            none={t`All sources`}
            options={known.data.sources.map(({ id, title }) => ({ value: id, label: title }))}
            values={scope.sourceIds ?? []}
            onChange={(sourceIds) => narrow({ sourceIds })}
          />
          <ScopeField
            label={t`Tags`}
            none={t`All, with or without tags`}
            options={known.data.tags.map((tag) => ({ value: tag, label: tag }))}
            values={scope.tags ?? []}
            onChange={(tags) => narrow({ tags })}
          />
          <DateRangeField
            label={t`Period`}
            value={{ from: scope.after || undefined, until: scope.before || undefined }}
            onChange={({ from = '', until = '' }) => narrow({ after: from, before: until })}
          />
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
