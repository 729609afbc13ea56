import { readdir, readFile } from 'node:fs/promises';

/** The memory of a process group in bytes, pages that are shared counted for each. 0 where there is no /proc to tell. */
export async function groupMemory(group: number): Promise<number> {
  const entries = await readdir('/proc').catch(() => []);
  let pages = 0;
  for (const entry of entries) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    // the name, in parentheses, may hold anything; what follows it begins with the third field
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) === group) pages += Number(fields[21]);
  }
  return pages * 4_096;
}
