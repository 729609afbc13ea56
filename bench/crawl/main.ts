import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type TestApp, testApp } from '@millrace/features/test/test-app';
import { builtinEmbedder } from '@millrace/llm/builtin-embedder';
import { type Cpu, cpuOfParts, cpuOfServer, seconds } from './measure-cpu.ts';

type Line = { pages: number; wgetS: number | undefined; crawlS: number; vectorsS: number; cpuMs: number };

const tell = (text: string) => process.stderr.write(`${text}\n`);

/** Serves so many pages from a process of its own while `work` runs. */
async function withSite<T>(pages: number, work: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), String(pages)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    child.kill('SIGKILL');
  }
}

/** Seconds that `wget --recursive` takes; undefined where there is none. */
async function timeWget(url: string, pages: number): Promise<number | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-wget-'));
  try {
    const from = performance.now();
    const args = ['--recursive', '--level=inf', '--no-verbose', '--no-host-directories', `--directory-prefix=${dir}`];
    const child = spawn('wget', [...args, url], { stdio: 'ignore' });
    const started = await Promise.race([once(child, 'spawn').then(() => true), once(child, 'error').then(() => false)]);
    if (!started) return undefined;
    await once(child, 'exit');
    const took = seconds(from);
    const files = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.html'));
    if (files.length !== pages) tell(`wget has ${files.length} pages of ${pages}: its time is of another work`);
    return took;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Crawls the site as the product does. `crawlS`: until the last page is stored and found by its words; `vectorsS`: and by its meaning. */
async function crawl(app: TestApp, url: string, pages: number): Promise<Omit<Line, 'wgetS'>> {
  const before = { own: process.cpuUsage(), server: await cpuOfServer(app.services.db) };
  const from = performance.now();
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'site',
    url,
    maxPages: pages + 10,
    maxDepth: 100,
  });
  let crawlS = 0;
  // straight from the row: what a page of the product asks for would be counted as the crawler's work
  for (;;) {
    const {
      status,
      reason,
      pages: read,
    } = await app.services.db
      .selectFrom('sources')
      .select(['status', 'reason', 'pages'])
      .where('id', '=', sourceId)
      .executeTakeFirstOrThrow();
    if (crawlS === 0 && read >= pages) crawlS = seconds(from);
    if (status !== 'queued' && status !== 'processing') {
      if (read !== pages) throw new Error(`${read} of ${pages} pages: ${status} ${reason}`);
      break;
    }
    await sleep(50);
  }
  const vectorsS = seconds(from);
  const { user, system } = process.cpuUsage(before.own);
  const cpuMs = ((user + system) / 1_000 + ((await cpuOfServer(app.services.db)) - before.server)) / pages;
  return { pages, crawlS: crawlS || vectorsS, vectorsS, cpuMs };
}

const row = (cells: (string | number)[]) =>
  `${cells.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(13))).join('')}\n`;

function print(lines: Line[]): void {
  process.stdout.write(row(['pages', 'wget s', 'crawl s', 'times wget', 'pages/s', 'ms/page', 'CPU ms/page']));
  for (const { pages, wgetS, crawlS, cpuMs } of lines) {
    const times = wgetS === undefined ? 'no wget' : (crawlS / wgetS).toFixed(2);
    const perPage = (1_000 * crawlS) / pages;
    const cells = [pages, wgetS?.toFixed(2) ?? 'no wget', crawlS.toFixed(2), times, (pages / crawlS).toFixed(0)];
    process.stdout.write(row([...cells, perPage.toFixed(2), cpuMs.toFixed(2)]));
  }
}

function printParts(parts: Cpu[], pages: number): void {
  process.stdout.write(`\n${row([`CPU of ${pages} pages`, 'ms/page', 'share'])}`);
  const all = parts.reduce((sum, part) => sum + part.msPerPage, 0);
  for (const { name, msPerPage } of parts)
    process.stdout.write(row([name, msPerPage.toFixed(2), `${((100 * msPerPage) / all).toFixed(0)} %`]));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { pages: { type: 'string', default: '100,1000,10000' }, embed: { type: 'boolean', default: false } },
  });
  const sizes = values.pages.split(',').map(Number);
  // vectors of the built-in model take longer than all the rest: they are measured when asked for, else made at once
  const embedder = builtinEmbedder();
  await using app = await testApp({
    settings: {
      crawl: { delayMs: 0, timeoutMs: 30_000, retryMs: 100, keptVersions: 10 },
    },
    overrides: values.embed ? { embedder } : {},
  });
  try {
    const worker = await app.startWorker();
    tell(`${app.databaseUrl ? 'PostgreSQL' : 'embedded database'}, ${availableParallelism()} cores`);
    await withSite(50, (url) => crawl(app, url, 50));
    const lines: Line[] = [];
    let parts: Cpu[] = [];
    for (const pages of sizes) {
      await withSite(pages, async (url) => {
        const wgetS = await timeWget(url, pages);
        if (wgetS === undefined) tell('SKIPPED: wget is not installed, so there is nothing to compare with');
        const line = { ...(await crawl(app, url, pages)), wgetS };
        lines.push(line);
        tell(`${pages} pages: ${line.crawlS.toFixed(2)} s, with vectors ${line.vectorsS.toFixed(2)} s`);
        if (pages >= 1_000 && parts.length === 0) parts = await cpuOfParts(app, url, line.cpuMs, embedder);
      });
    }
    print(lines);
    if (parts.length > 0) printParts(parts, 1_000);
    await worker.close(0);
  } finally {
    await embedder.close();
  }
}

await main();
