import type { RecordView } from '@millrace/contract/records/records';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';

/** A text that is being edited, and its version when editing began. */
export type Draft = { recordId: string; version: number; title: string; text: string; before: string };

type Editable = Pick<RecordView, 'id' | 'version' | 'title' | 'text'>;
const asText = ({ title, text }: { title: string; text: string }) => `${title}\n${text}`;

/** The one text of a page that is being edited. Leaving it unsaved asks first. */
export function useRecordDraft() {
  const [draft, setDraft] = useState<Draft>();
  const isDirty = draft !== undefined && asText(draft) !== draft.before;
  const leaving = useBlocker({
    // panes and passages can be opened meanwhile; another page of the site is another text
    shouldBlockFn: ({ current, next }) =>
      isDirty && (current.pathname !== next.pathname || itemOf(current.search) !== itemOf(next.search)),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const begin = ({ id, version, title, text }: Editable) =>
    setDraft({ recordId: id, version, title, text, before: asText({ title, text }) });
  return { draft, setDraft, begin, leaving };
}

const itemOf = (search: object): unknown => ('item' in search ? search.item : undefined);
