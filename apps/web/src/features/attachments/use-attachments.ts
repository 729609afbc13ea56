import { plural, t } from '@lingui/core/macro';
import { sendBytes } from '@millrace/client/send-bytes';
import { uploadHeaders } from '@millrace/client/upload-file';
import { mostAttachments } from '@millrace/contract/attachments/attachment-limits';
import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import { notifyError } from '@millrace/ui/overlays/toast';
import { draftStore, useDraftOf } from '../../draft-store.ts';
import { newId } from '../../new-id.ts';
import { client } from '../../trpc.ts';
import { placeOf } from '../drafts/draft-values.ts';
import { keepText, readText } from '../drafts/kept-texts.ts';
import { failureOf } from '../errors/failure.ts';

/** A file that is being attached to a question. `sent`: bytes uploaded so far. */
export type Attaching = {
  key: string;
  name: string;
  size: number;
  state: 'uploading' | AttachmentView['status'];
  sent: number;
  note: string | null;
  view?: AttachmentView;
};

const lookAgainMs = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the server has processed a file. */
async function whenRead(attachmentId: string, signal: AbortSignal): Promise<AttachmentView> {
  for (;;) {
    const view = await client.attachments.get.query({ attachmentId }, { signal });
    if (view.status !== 'reading') return view;
    await pause(lookAgainMs);
    signal.throwIfAborted();
  }
}

const keptAt = (place: string) => placeOf({ form: 'attachments', object: place });
const asAttaching = (view: AttachmentView): Attaching => {
  const { id, name, size, note } = view;
  return { key: id, name, size, note, sent: size, state: view.status, view };
};

/** Those of an earlier visit, whose bytes the server has. */
function keptBefore(place: string): readonly Attaching[] {
  try {
    const views = JSON.parse(readText(keptAt(place)) || '[]') as AttachmentView[];
    return views.map(asAttaching);
  } catch {
    return [];
  }
}

/** Like the draft they are kept while the reader is on other pages, and uploads continue. A reload keeps those that are uploaded. */
const kept = draftStore<readonly Attaching[]>(keptBefore);
const uploads = new Map<string, AbortController>();

function write(place: string, files: readonly Attaching[]): void {
  kept.write(place, files);
  const views = files.flatMap(({ view }) => (view?.status === 'ready' ? [view] : []));
  keepText(keptAt(place), views.length > 0 ? JSON.stringify(views) : '');
}

// an upload ends with the page: the browser asks before that
if (typeof window !== 'undefined')
  window.addEventListener('beforeunload', (event) => uploads.size > 0 && event.preventDefault());

const update = (place: string, key: string, part: Partial<Attaching>) =>
  write(
    place,
    kept.read(place).map((file) => (file.key === key ? { ...file, ...part } : file)),
  );

async function attach(workspaceId: string, place: string, file: File, key: string): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  uploads.set(key, controller);
  try {
    const uploaded = await sendBytes<AttachmentView>({
      connection: { url: '' },
      procedure: 'attachments.add',
      headers: uploadHeaders(workspaceId, file.name),
      body: file,
      signal,
      onSent: (sent) => update(place, key, { sent }),
    });
    update(place, key, { state: 'reading', view: uploaded });
    const view = await whenRead(uploaded.id, signal);
    update(place, key, { state: view.status, note: view.note, view });
  } catch (error) {
    if (!signal.aborted) update(place, key, { state: 'failed', note: failureOf(error).message });
  } finally {
    uploads.delete(key);
  }
}

/** The files of the question that is being written in one place; each place has its own. */
export function useAttachments({ workspaceId, place }: { workspaceId: string; place: string }) {
  const files = useDraftOf(kept, place);
  const set = (change: (files: readonly Attaching[]) => readonly Attaching[]) => write(place, change(kept.read(place)));
  return {
    files,
    add: (chosen: File[]) => {
      const room = mostAttachments - files.length;
      if (chosen.length > room) {
        notifyError({
          title: t`A question can have at most ${plural(mostAttachments, { one: '# file', other: '# files' })}`,
          detail: t`Add more files as sources, or attach them to another question.`,
        });
      }
      const added = chosen.slice(0, Math.max(0, room)).map((file) => ({ file, key: newId() }));
      set((before) => [
        ...before,
        ...added.map(({ file: { name, size }, key }) => ({
          ...{ key, name, size, sent: 0, note: null },
          state: 'uploading' as const,
        })),
      ]);
      for (const { file, key } of added) void attach(workspaceId, place, file, key);
    },
    remove: (key: string) => {
      uploads.get(key)?.abort();
      const id = files.find((file) => file.key === key)?.view?.id;
      set((before) => before.filter((file) => file.key !== key));
      // best effort: files that are never sent are deleted after a day
      if (id) void client.attachments.remove.mutate({ attachmentId: id }).catch(() => undefined);
    },
    /** Removes them from the list once they are sent. */
    clear: () => set(() => []),
    /** Puts back those of a question that was not sent. */
    restore: (views: AttachmentView[]) => set((before) => [...before, ...views.map(asAttaching)]),
  };
}
export type Attachments = ReturnType<typeof useAttachments>;
