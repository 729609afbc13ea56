import { readFile } from 'node:fs/promises';

const intervalMs = 100;

/** Resident memory of a process in MB, or undefined where the system does not tell (it is read from /proc) or the process is gone. */
async function residentMb(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/**
 * Calls `onExceeded` once when a process holds more than `limitMb`. The heap limit of V8 does not count octets outside of its heap,
 * such as unpacked streams: those are what a bomb blows up. Returns how to stop.
 */
export function watchMemory(pid: number | undefined, limitMb: number, onExceeded: () => void): () => void {
  let stopped = pid === undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const resident = await residentMb(pid as number);
    if (stopped) return;
    if (resident !== undefined && resident > limitMb) return onExceeded();
    timer = setTimeout(look, intervalMs);
  };
  if (!stopped) timer = setTimeout(look, intervalMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
