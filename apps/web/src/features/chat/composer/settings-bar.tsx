import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ConversationSettings } from '@millrace/contract/chat/chat';
import { Button } from '@millrace/ui/controls/button';
import { Tag } from '@millrace/ui/data/tag';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { lazyPart } from '@millrace/ui/lazy-part';
import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { chosenThings } from './settings-words.ts';

const ConversationSettingsDialog = lazyPart(
  async () => (await import('./settings-dialog.tsx')).ConversationSettingsDialog,
);

type Props = { workspaceId: string; choices: ConversationSettings; onChoose: (choices: ConversationSettings) => void };

/** The settings of this chat as chips above the question box. Each can be removed; the button opens all of them. */
export function ConversationSettingsBar({ workspaceId, choices, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const known = useQuery(trpc.search.choices.queryOptions({ workspaceId }, { enabled: choices.scope !== undefined }));
  const titleOf = (id: string) =>
    known.data === undefined ? t`1 source` : known.data.sources.find((source) => source.id === id)?.title;
  return (
    <div className={contentWidth('reading', 'flex flex-wrap items-center gap-1.5 pb-1.5')} data-no-print>
      <Button
        ref={button}
        size="sm"
        variant="ghost"
        className="text-muted"
        icon={<SlidersHorizontal aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      >
        <Trans>Model and sources</Trans>
      </Button>
      <ul aria-label={t`Settings of this chat`} className="contents">
        {chosenThings(choices, titleOf).map(({ key, text, rest }) => (
          <li key={key} className="max-w-60">
            <Tag
              onRemove={() => {
                onChoose(rest);
                // the chip disappears, and the focus with it
                button.current?.focus();
              }}
            >
              {text}
            </Tag>
          </li>
        ))}
      </ul>
      <Suspense>
        {open ? (
          <ConversationSettingsDialog
            workspaceId={workspaceId}
            choices={choices}
            onChoose={onChoose}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
