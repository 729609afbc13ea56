import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';

const web = join(root, 'apps/web');
const vite = join(web, 'node_modules/vite/bin/vite.js');
/** What the SPA is made of. */
const sources = ['apps/web', 'packages/ui', 'packages/client', 'packages/contract'].map((path) => join(root, path));
const notSources = new Set(['node_modules', 'dist', 'e2e']);

/** Builds the SPA into apps/web/dist/site. Resolves to an exit code. */
export function buildWeb(): Promise<number> {
  return runProcess(process.execPath, [vite, 'build', web, '--logLevel', 'warn'], { NODE_ENV: 'production' });
}

/** Builds the SPA unless a build is there that is newer than its sources. */
export async function buildWebIfStale(): Promise<number> {
  const built = await timeOf(join(web, 'dist/site/index.html'));
  const newest = Math.max(...(await Promise.all(sources.map(newestIn))));
  return built > newest ? 0 : buildWeb();
}

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = entries.map((entry) => {
    if (notSources.has(entry.name)) return 0;
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newestIn(path) : timeOf(path);
  });
  return Math.max(0, ...(await Promise.all(times)));
}

const timeOf = (path: string) =>
  stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
