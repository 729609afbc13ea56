import { Worker } from 'node:worker_threads';
import { AppError } from '@millrace/contract/app-error';
import type { LabelChooser } from './choose-labels.ts';
import type { ChoosingTask } from './choose-labels.worker.ts';

/** Chooses labels on a thread of its own: ten thousand texts take seconds, in which nobody else would be answered. */
export async function chooseInThread(task: ChoosingTask, signal: AbortSignal): Promise<LabelChooser[]> {
  signal.throwIfAborted();
  // the process's own flags (an inspector's port, an input type) are not for it
  const worker = new Worker(new URL('./choose-labels.worker.ts', import.meta.url), { workerData: task, execArgv: [] });
  const died = (cause?: unknown) =>
    new AppError('unavailable', 'classification.thread', 'The classification stopped unexpectedly.', { cause });
  const ended = new Promise<LabelChooser[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (cause) => reject(died(cause)));
    worker.once('exit', () => reject(died()));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return ended.finally(() => worker.terminate());
}
