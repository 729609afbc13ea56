import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { uploadFile } from '@millrace/client/upload-file';
import { openRig } from '@millrace/faults/rig/rig';
import { hostileFile } from './hostile-files.ts';
import { watchChildren } from './measure.ts';

export type LaneLine = {
  files: number;
  seconds: number;
  good: string;
  ready: number;
  failed: number;
  /** Of bad files without a reason: there are to be none. */
  silent: number;
  workerMb: number;
  readerMb: number;
};

/** The most resident memory that a process ever had, as the kernel noted it. */
async function mostMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
}

/**
 * `files` bad and large files and a good one behind them, taken in by a worker process of full mode on a real PostgreSQL. What is
 * measured is that process, and the readers that it starts. `builtin`: with the embedder that comes along, in the worker too.
 */
export async function measureBadLane(files: number, { builtin }: { builtin: boolean }): Promise<LaneLine> {
  await using rig = await openRig();
  const { client, workspaceId, apiKey, urls } = rig;
  const upload = async (name: string, body: Buffer<ArrayBuffer>) =>
    (await uploadFile({ url: urls[0] as string, apiKey }, { workspaceId, name, body })).id;
  for (let from = 0; from < files; from += 100) {
    const fileIds: string[] = [];
    for (let n = from; n < Math.min(files, from + 100); n++) {
      const { name, octets } = hostileFile(n);
      fileIds.push(await upload(name, octets));
    }
    await client.sources.create.mutate({ workspaceId, kind: 'files', fileIds });
  }
  const fileId = await upload('good.txt', Buffer.from('The good one behind them.'));
  const good = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId });
  const worker = await rig.startWorker(builtin ? { EMBEDDING_MODEL: '' } : {});
  const pid = worker.child.pid as number;
  const readers = watchChildren(pid);
  const from = performance.now();
  const sources = () => rig.db.selectFrom('sources').select(['id', 'status', 'reason']).execute();
  const open = (all: { status: string }[]) => all.some(({ status }) => status === 'queued' || status === 'processing');
  let all = await sources();
  while (open(all)) {
    if (worker.child.exitCode !== null || worker.child.signalCode !== null) throw new Error('the worker is gone');
    await sleep(500);
    all = await sources();
  }
  const seconds = Math.round((performance.now() - from) / 1000);
  const ended = (status: string) => all.filter((source) => source.status === status).length;
  return {
    files,
    seconds,
    good: all.find(({ id }) => id === good.sourceId)?.status ?? 'gone',
    ready: ended('ready'),
    failed: ended('failed'),
    silent: all.filter(({ status, reason }) => status !== 'ready' && !reason).length,
    workerMb: await mostMb(pid),
    readerMb: readers.stop(),
  };
}
