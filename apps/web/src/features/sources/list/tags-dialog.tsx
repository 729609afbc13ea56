import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { Tag } from '@millrace/ui/data/tag';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState, useTransition } from 'react';
import { trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { actOnSources } from './act-on-sources.ts';

type Props = { sources: readonly SourceView[]; onClose: () => void };

/** Adds tags to sources and removes them. For several sources it shows the tags that any of them has. */
export function TagsDialog({ sources, onClose }: Props) {
  const [tags, setTags] = useState(() => [...new Set(sources.flatMap((source) => source.tags))].sort());
  const [pending, start] = useTransition();
  const id = useId();
  const workspaceId = sources[0]?.workspaceId ?? '';
  const object = sources.length === 1 ? sources[0]?.id : 'several';
  const [text, setText, draft] = useDraftState({ place: { form: 'tags', workspaceId, object }, base: '' });
  const known = useQuery(trpc.sources.tags.queryOptions({ workspaceId }));
  const change = (verb: 'tag' | 'untag', changed: string[]) =>
    start(async () => {
      const result = await actOnSources(sources, { verb, tags: changed });
      if (!result || result.done.length === 0) return;
      setTags((before) =>
        verb === 'tag' ? [...new Set([...before, ...changed])].sort() : before.filter((tag) => !changed.includes(tag)),
      );
      setText('');
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const added = [...new Set(text.split(',').map((tag) => tag.trim().replace(/\s+/g, ' ')))].filter(Boolean);
    if (added.length > 0) change('tag', added);
  };
  const title =
    sources.length === 1
      ? t`Tags of “${{ title: sources[0]?.title ?? '' }}”`
      : t`${plural({ sources: sources.length }, { one: 'Tags of # source', other: 'Tags of # sources' })}`;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={t`Use tags to filter lists and searches.`}
    >
      {tags.length > 0 ? (
        <ul aria-label={t`Tags`} className="mb-4 flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag}>
              <Tag onRemove={() => change('untag', [tag])}>{tag}</Tag>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mb-4 text-muted text-sm">
          <Trans>No tags yet.</Trans>
        </p>
      )}
      <DraftGuard draft={draft} />
      <form onSubmit={submit} className="flex items-end gap-2">
        <div className="grow">
          <TextField
            label={t`New tag`}
            hint={t`Separate several tags with commas.`}
            autoComplete="off"
            maxLength={200}
            list={`${id}-known`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <datalist id={`${id}-known`}>
            {known.data
              ?.filter((tag) => !tags.includes(tag))
              .map((tag) => (
                <option key={tag} value={tag} />
              ))}
          </datalist>
        </div>
        <Button type="submit" variant="primary" pending={pending} className="mb-6">
          <Trans>Add</Trans>
        </Button>
      </form>
    </Dialog>
  );
}
