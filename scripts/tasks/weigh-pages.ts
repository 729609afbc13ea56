import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { buildWebIfStale } from './build-web.ts';

const site = join(root, 'apps/web/dist/site');
const budgets = join(root, 'apps/web/page-budgets.json');

/**
 * What a page may load before it can be used: bytes of script as Brotli, and requests for script. `parts`: what it has beside the start,
 * as the build's manifest calls it; each brings what it imports.
 */
type PageBudget = { page: string; parts: string[]; bytes: number; requests: number };

const readJson = async <Value>(path: string): Promise<Value> => JSON.parse(await readFile(path, 'utf8'));

type Entry = { file: string; name?: string; imports?: string[] };
type Manifest = Record<string, Entry>;

/** Files that a part loads: its own and those of all that it imports. */
function filesOf(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  const entry = manifest[key];
  if (entry === undefined)
    throw new Error(`The build has no part ${key}. The parts of pages are in apps/web/page-budgets.json.`);
  if (found.has(entry.file)) return found;
  found.add(entry.file);
  for (const next of entry.imports ?? []) filesOf(manifest, next, found);
  return found;
}

/** Scripts of the page itself, which come before all parts. */
const plainScripts = (html: string): string[] =>
  [...html.matchAll(/<script src="\/([^"]+)"/g)].flatMap(([, path]) => path ?? []);

/** Bytes as the server sends them: what the build has compressed. */
async function bytesOf(file: string): Promise<number> {
  const compressed = await stat(join(site, `${file}.br`)).catch(() => stat(join(site, file)));
  return compressed.size;
}

async function weigh(budget: PageBudget, manifest: Manifest, plain: string[], workers: string[]) {
  const keyOf = (part: string) =>
    Object.keys(manifest).find((key) => manifest[key]?.name === part && key.startsWith('_')) ?? part;
  const files = new Set([...plain, ...filesOf(manifest, 'index.html')]);
  for (const part of budget.parts) {
    const worker = workers.find((file) => file.startsWith(`assets/${part}-`));
    if (worker) files.add(worker);
    else for (const file of filesOf(manifest, keyOf(part))) files.add(file);
  }
  const sizes = await Promise.all([...files].map(bytesOf));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), requests: files.size };
}

/** Builds the pages where they are stale, and says for each whether what it loads is within its budget. Resolves to an exit code. */
export async function weighPages(): Promise<number> {
  const built = await buildWebIfStale();
  if (built !== 0) return built;
  const manifest = await readJson<Manifest>(join(site, '.vite/manifest.json'));
  const plain = plainScripts(await readFile(join(site, 'index.html'), 'utf8'));
  const workers = (await readdir(join(site, 'assets')))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `assets/${name}`);
  let code = 0;
  for (const budget of await readJson<PageBudget[]>(budgets)) {
    const { bytes, requests } = await weigh(budget, manifest, plain, workers);
    const isOver = bytes > budget.bytes || requests > budget.requests;
    if (isOver) code = 1;
    const kB = (count: number) => `${(count / 1_000).toFixed(1)} kB`;
    const line = `${budget.page}: ${kB(bytes)} of ${kB(budget.bytes)} of script in ${requests} of ${budget.requests} requests`;
    process.stdout.write(isOver ? `✗ ${line}: too much\n` : `✓ ${line}\n`);
  }
  return code;
}
