import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconButton } from '@millrace/ui/controls/button';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { Sheet } from '@millrace/ui/overlays/dialog';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Link2, X } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { AttachmentPassage } from '../../attachments/attachment-passage.tsx';
import { whereInWords } from '../../language/where-in-words.ts';
import { citationKeys, keysOf } from '../../shortcuts/shortcuts.ts';
import { useShortcut } from '../../shortcuts/use-shortcut.ts';
import { PassageView } from '../../sources/viewer/passage-view.tsx';
import { useMediaQuery } from '../../theme/use-media-query.ts';
import { linkTo, tellPrivateLink } from '../conversations/message-link.tsx';
import { placeOf } from './citation-mark.tsx';
import { citeParam, type OpenCitation } from './cite-param.ts';
import { useCitedPlace } from './use-cited-place.ts';

type Props = { workspaceId: string; open: OpenCitation; onWalk: (step: 1 | -1) => void; onClose: () => void };

/** The passage that a citation points to, in its context: beside the conversation, or over it on small screens. */
export function CitationPanel(props: Props) {
  const wide = useMediaQuery('(min-width: 64rem)');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (wide) heading.current?.focus();
  }, [wide]);
  const { citation } = props.open;
  const title = t`Citation ${{ n: citation.n }}: ${{ place: placeOf(citation) }}`;
  if (wide) {
    return (
      <aside
        aria-label={t`Citation`}
        data-own-keys={citationKeys}
        className="flex w-[min(44%,46rem)] shrink-0 flex-col border-line border-s bg-bg"
      >
        <PanelContent {...props} title={title} heading={heading} />
      </aside>
    );
  }
  return (
    <Sheet
      open
      onOpenChange={(open) => open || props.onClose()}
      title={title}
      side="end"
      initialFocus={heading}
      pageKeys={citationKeys}
    >
      <PanelContent {...props} title={title} heading={heading} />
    </Sheet>
  );
}

function PanelContent({
  workspaceId,
  open,
  onWalk,
  onClose,
  title,
  heading,
}: Props & { title: string; heading: RefObject<HTMLHeadingElement | null> }) {
  const { citation } = open;
  useShortcut('stop', onClose);
  const { sourceId, recordId, attachmentId, start, end } = citation;
  const now = useCitedPlace(citation);
  const where = whereInWords(citation);
  return (
    <>
      {/* the focus moves here only once: further citations are announced */}
      <p role="status" aria-label={t`Open citation`} className="sr-only">
        {title}
      </p>
      <header className="flex items-center gap-1 min-h-14 shrink-0 border-line border-b py-1.5 pe-2 ps-4">
        <div className="min-w-0 grow">
          <h2
            ref={heading}
            tabIndex={-1}
            className="truncate font-semibold text-sm leading-tight outline-none"
            title={placeOf(citation)}
          >
            <span className="text-accent-ink">[{citation.n}]</span> <bdi>{citation.title}</bdi>
          </h2>
          {sourceId ? (
            <Link
              to="/w/$workspaceId/sources/$sourceId"
              params={{ workspaceId, sourceId }}
              search={{ record: recordId ?? undefined, ...now }}
              className="inline-flex min-h-6 touch:min-h-9 max-w-full items-center text-muted text-sm hover:underline"
            >
              <span className="truncate">{where ? t`Open the source at ${where}` : t`Open the source`}</span>
            </Link>
          ) : null}
        </div>
        <CopyButton
          label={t`Copy link to this citation`}
          icon={Link2}
          text={() => linkTo({ cite: citeParam(open.answer.id, citation.n) })}
          onCopied={() => tellPrivateLink(open.answer.conversationId)}
        />
        <IconButton
          label={t`Previous citation`}
          keys={keysOf('previousCitation')}
          onClick={() => onWalk(-1)}
          icon={<ChevronLeft aria-hidden className="size-4" />}
        />
        <IconButton
          label={t`Next citation`}
          keys={keysOf('nextCitation')}
          onClick={() => onWalk(1)}
          icon={<ChevronRight aria-hidden className="size-4" />}
        />
        <IconButton
          label={t`Close citation`}
          keys="Esc"
          onClick={onClose}
          icon={<X aria-hidden className="size-4" />}
        />
      </header>
      <ScrollRegion label={t`Passage`} className="min-h-0 grow overflow-y-auto p-4">
        <blockquote dir="auto" className="mb-4 border-accent border-s-3 bg-accent-soft/50 px-3 py-2 text-sm">
          {citation.quote}
        </blockquote>
        {attachmentId ? <AttachmentPassage attachmentId={attachmentId} start={start} end={end} /> : null}
        {sourceId && recordId ? (
          <PassageView
            key={recordId}
            sourceId={sourceId}
            recordId={recordId}
            start={start}
            end={end}
            quote={citation.quote}
          />
        ) : null}
        {attachmentId || (sourceId && recordId) ? null : (
          <p className="text-muted">
            <Trans>The source of this citation was deleted. The quote was saved with the answer.</Trans>
          </p>
        )}
      </ScrollRegion>
    </>
  );
}
