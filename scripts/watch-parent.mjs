import { readFileSync } from 'node:fs';

const INTERVAL_MS = 500;
/** How long a process may take to end itself. */
const GRACE_MS = 15_000;

/** Variables that tell a child who started it, so that it can end when we are gone. */
export const startedBy = () => ({ MILLRACE_STARTED_BY: String(process.pid) });

/**
 * Ends this process, by SIGTERM to itself, when the one that started it is gone. SIGTERM to `npm start` kills only npm's shell, and
 * kill -9 reaches nobody else: without this the product would run on with nobody to stop it. A process that neither npm nor we
 * started is left alone: it may be meant to outlive its shell.
 */
export function endWithParent() {
  const ours = process.env.MILLRACE_STARTED_BY;
  const isOurs = ours !== undefined && Number(ours) === process.ppid;
  if (!isOurs && process.env.npm_lifecycle_event === undefined) return;
  const family = ancestors(isOurs ? 1 : 2);
  setInterval(() => {
    const now = ancestors(family.length);
    if (family.every((pid, n) => pid === now[n])) return;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL_MS).unref();
}

/** Our parent and, where /proc tells, its parent: between npm and us stands a shell, which outlives a killed npm. */
function ancestors(count) {
  const pids = [process.ppid];
  while (pids.length < count) {
    const next = parentOf(pids[pids.length - 1]);
    if (next === undefined || next <= 1) break;
    pids.push(next);
  }
  return pids;
}

function parentOf(pid) {
  try {
    // the name, in parentheses, may hold anything; the state and the parent follow it
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
