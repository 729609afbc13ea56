import { uploadHeaders } from '@millrace/client/upload-file';
import { type AttachmentView, mostAttachments } from '@millrace/contract/attachments';
import { notifyError } from '@millrace/ui/toast';
import { useEffect, useRef, useState } from 'react';
import { newId } from '../../new-id.ts';
import { client } from '../../trpc.ts';
import { failureOf } from '../errors/failure.ts';
import { sendOctets, UploadError } from '../sources/upload-octets.ts';

/** A file on its way to a message. `sent` counts octets until the server has it. */
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

/** Waits until the server has read a file. */
async function whenRead(attachmentId: string, signal: AbortSignal): Promise<AttachmentView> {
  for (;;) {
    const view = await client.attachments.get.query({ attachmentId }, { signal });
    if (view.status !== 'reading') return view;
    await pause(lookAgainMs);
    signal.throwIfAborted();
  }
}

const wordsOf = (error: unknown): string => (error instanceof UploadError ? error.message : failureOf(error).message);

/** The files of the message that is being written in one place; another place has its own. */
export function useAttachments({ workspaceId, place }: { workspaceId: string; place: string }) {
  const [all, setAll] = useState<Record<string, Attaching[]>>({});
  const files = all[place] ?? [];
  const running = useRef(new Map<string, AbortController>());
  const set = (change: (files: Attaching[]) => Attaching[]) =>
    setAll((before) => ({ ...before, [place]: change(before[place] ?? []) }));
  const update = (key: string, part: Partial<Attaching>) =>
    set((before) => before.map((file) => (file.key === key ? { ...file, ...part } : file)));

  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  const attach = async (file: File, key: string) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current.set(key, controller);
    try {
      const uploaded = await sendOctets<AttachmentView>({
        path: '/trpc/attachments.add',
        headers: uploadHeaders(workspaceId, file.name),
        body: file,
        signal,
        onSent: (sent) => update(key, { sent }),
      });
      update(key, { state: 'reading', view: uploaded });
      const view = await whenRead(uploaded.id, signal);
      update(key, { state: view.status, note: view.note, view });
    } catch (error) {
      if (!signal.aborted) update(key, { state: 'failed', note: wordsOf(error) });
    } finally {
      running.current.delete(key);
    }
  };

  return {
    files,
    add: (chosen: File[]) => {
      const room = mostAttachments - files.length;
      if (chosen.length > room) {
        notifyError({
          title: `A message takes ${mostAttachments} files at most`,
          detail: 'Add more of them as sources, or send them with further messages.',
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
      for (const { file, key } of added) void attach(file, key);
    },
    remove: (key: string) => {
      running.current.get(key)?.abort();
      const id = files.find((file) => file.key === key)?.view?.id;
      set((before) => before.filter((file) => file.key !== key));
      // nobody needs it; what is not taken back goes after a day
      if (id) void client.attachments.remove.mutate({ attachmentId: id }).catch(() => undefined);
    },
    /** Takes them off once they are sent. */
    clear: () => set(() => []),
    /** Puts back those of a message that was not sent. */
    restore: (views: AttachmentView[]) =>
      set((before) => [
        ...before,
        ...views.map((view) => {
          const { id, name, size, note } = view;
          return { key: id, name, size, note, sent: size, state: view.status, view };
        }),
      ]),
  };
}
export type Attachments = ReturnType<typeof useAttachments>;
