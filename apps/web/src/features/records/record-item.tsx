import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { cn } from '@millrace/ui/class-names';
import { useEffect, useRef } from 'react';
import { RelativeTime } from '../language/relative-time.tsx';
import { whereInWords } from '../language/where-in-words.ts';
import { MarkedText } from './marked-text.tsx';
import { RecordActions } from './record-actions.tsx';
import { RecordEditor } from './record-editor.tsx';
import type { ListContext, Listed } from './record-list.tsx';
import { useRecordDraft } from './use-record-draft.ts';

/** The name of a record: "Page 3", "Sprocket · row 12 of Parts". */
export function nameOfRecord({ page, place, title }: Listed): string {
  if (page !== null) return t`Page ${page}`;
  return [title, whereInWords({ page, place })].filter((word, i, all) => word && all.indexOf(word) === i).join(' · ');
}

/** One record of a source: its text, or the form that changes it. */
export function RecordItem({ record, context, as: Tag }: { record: Listed; context: ListContext; as: 'li' | 'div' }) {
  const { passage, shownId, mayEdit, onShow, onHistory } = context;
  const { draft, begin, change, end } = useRecordDraft(record, mayEdit);
  const name = nameOfRecord(record);
  const isShown = shownId === record.id;
  const marked = passage?.recordId === record.id ? passage : undefined;
  const top = useRef<HTMLDivElement>(null);
  const isInView = isShown && marked === undefined && draft === undefined;
  useEffect(() => {
    // a person who turns the page wants to read its text
    if (isInView) top.current?.scrollIntoView({ block: 'start' });
  }, [isInView]);
  return (
    <Tag data-row="" className={cn('rounded-lg', isShown && 'bg-accent-soft/40 ring-8 ring-accent-soft/40')}>
      <div ref={top} className="mb-1 flex scroll-mt-12 items-center justify-between gap-2">
        <h2 className="min-w-0 font-medium text-muted text-sm">
          <button
            type="button"
            aria-pressed={isShown}
            data-row-target=""
            className="min-h-6 touch:min-h-9 break-words text-start underline underline-offset-2 hover:text-ink"
            onClick={() => onShow(record)}
          >
            <bdi>{name}</bdi>
          </button>
        </h2>
        <RecordActions
          record={record}
          name={name}
          mayEdit={mayEdit}
          onEdit={begin}
          onHistory={() => onHistory(record)}
        />
      </div>
      {record.edited && record.changedAt ? (
        <p className="mb-1 text-muted text-sm">
          {record.changedBy ? (
            <Trans>
              Edited by <bdi>{ph({ name: record.changedBy })}</bdi> <RelativeTime iso={record.changedAt} />
            </Trans>
          ) : (
            <Trans>
              Edited <RelativeTime iso={record.changedAt} />
            </Trans>
          )}
        </p>
      ) : null}
      {draft ? (
        <RecordEditor record={record} draft={draft} onChange={change} onEnd={end} />
      ) : (
        <MarkedText text={record.text} start={marked?.start} end={marked?.end} />
      )}
    </Tag>
  );
}
