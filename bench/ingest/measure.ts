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

/** Runs something and tells how long it took and the most memory that a process which it started held (0 where /proc is not). */
export async function measure(work: () => Promise<unknown>): Promise<Measured> {
  let peakMb = 0;
  const timer = setInterval(async () => {
    for (const pid of await childrenOf(process.pid)) peakMb = Math.max(peakMb, await residentMb(pid));
  }, 50);
  const from = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - from) / 1000, peakMb: Math.round(peakMb) };
}
