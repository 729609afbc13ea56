import type { ConversationChoices } from '@millrace/contract/chat/chat';
import { Button } from '@millrace/ui/button';
import { Dialog, DialogFooter } from '@millrace/ui/dialog';
import { SelectField, TextField } from '@millrace/ui/field';
import { Skeleton } from '@millrace/ui/spinner';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { tidyChoices } from './choice-words.ts';
import { asValue, fromValue, modelOptions } from './model-options.ts';
import { PickMany } from './pick-many.tsx';

type Props = {
  workspaceId: string;
  choices: ConversationChoices;
  onChoose: (choices: ConversationChoices) => void;
  onClose: () => void;
};

/** Chooses model, temperature and scope of the answers to come. */
export function ChoicesDialog({ workspaceId, choices, onChoose, onClose }: Props) {
  const [chosen, setChosen] = useState(choices);
  const [temperature, setTemperature] = useState(String(choices.temperature ?? ''));
  const models = useQuery(trpc.models.list.queryOptions({ workspaceId }));
  const known = useQuery(trpc.search.choices.queryOptions({ workspaceId }));
  const { scope = {} } = chosen;
  const narrow = (part: typeof scope) => setChosen({ ...chosen, scope: { ...scope, ...part } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = temperature.trim() === '' ? undefined : Math.min(2, Math.max(0, Number(temperature)));
    onChoose(tidyChoices({ ...chosen, temperature: Number.isNaN(number) ? undefined : number }));
    onClose();
  };
  const failed = models.isError ? models : known.isError ? known : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Model and sources"
      description="For the next answers of this chat."
    >
      {failed ? <ErrorCard error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {!failed && !(models.data && known.data) ? <Skeleton lines={5} /> : null}
      {models.data && known.data ? (
        <form noValidate onSubmit={submit} className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
            <SelectField
              label="Model"
              value={asValue(chosen.model)}
              options={modelOptions(models.data, chosen.model)}
              onChange={(event) => setChosen({ ...chosen, model: fromValue(event.target.value) })}
            />
            <TextField
              label="Temperature"
              type="number"
              min={0}
              max={2}
              step={0.1}
              placeholder="Model’s own"
              value={temperature}
              onChange={(event) => setTemperature(event.target.value)}
            />
          </div>
          <PickMany
            label="Sources"
            none="All sources"
            options={known.data.sources.map(({ id, title }) => ({ value: id, label: title }))}
            chosen={scope.sourceIds ?? []}
            onChange={(sourceIds) => narrow({ sourceIds })}
          />
          <PickMany
            label="Tags"
            none="With and without tags"
            options={known.data.tags.map((tag) => ({ value: tag, label: tag }))}
            chosen={scope.tags ?? []}
            onChange={(tags) => narrow({ tags })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="From"
              type="date"
              max={scope.before}
              value={scope.after ?? ''}
              onChange={(event) => narrow({ after: event.target.value })}
            />
            <TextField
              label="Until"
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
              As usual
            </Button>
            <Button type="submit" variant="primary">
              Use these
            </Button>
          </DialogFooter>
        </form>
      ) : null}
    </Dialog>
  );
}
