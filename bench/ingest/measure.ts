import { readdir, readFile } from 'node:fs/promises';

export type Measured = { seconds: number; peakMb: number };

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.join(' ').split(' ').filter(Boolean).map(Number);
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Looks again and again at the processes that `pid` has started; `stop` tells the most memory that one of them held, in MB. */
export function watchChildren(pid: number): { stop(): number } {
  let peakMb = 0;
  const timer = setInterval(async () => {
    for (const child of await childrenOf(pid)) peakMb = Math.max(peakMb, await residentMb(child));
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return Math.round(peakMb);
    },
  };
}

/** Runs something and tells how long it took and the most memory that a process which it started held (0 where /proc is not). */
export async function measure(work: () => Promise<unknown>): Promise<Measured> {
  const children = watchChildren(process.pid);
  const from = performance.now();
  try {
    await work();
  } finally {
    children.stop();
  }
  return { seconds: (performance.now() - from) / 1000, peakMb: children.stop() };
}
