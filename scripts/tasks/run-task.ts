import { bench } from './bench.ts';
import { buildWeb, buildWebIfStale } from './build-web.ts';
import { extractTexts } from './catalogue.ts';
import { check } from './check.ts';
import { coverage } from './coverage.ts';
import { dev } from './dev.ts';
import { release } from './release.ts';
import { runEntry } from './run-entry.ts';
import { screenshots } from './screenshots.ts';
import { test } from './test.ts';
import { renewUiPictures } from './ui-pictures.ts';

const account = () => runEntry('apps/local/src/account.ts');

const tasks: Record<string, (args: string[]) => Promise<number | undefined>> = {
  bench: (args) => bench(args),
  build: () => buildWeb(),
  check: () => check(),
  coverage: (args) => coverage(args),
  dev: () => dev(),
  screenshots: () => screenshots(),
  'ui-pictures': (args) => renewUiPictures(args),
  extract: () => extractTexts(),
  release: () => release(),
  test: (args) => test(args),
  // a command of `npm start --` is one about accounts; without one the product starts
  start: (args) => (args.length > 0 ? account() : runEntry('apps/local/src/main.ts', { before: buildWebIfStale })),
  account,
  server: () => runEntry('apps/server/src/main.ts', { before: buildWebIfStale }),
  worker: () => runEntry('apps/worker/src/main.ts'),
  migrate: () => runEntry('apps/server/src/migrate.ts'),
};

/** Does one of the commands of package.json. One that serves resolves when it is up and goes on; every other ends the process. */
export async function runTask(name: string, args: string[]): Promise<void> {
  const task = tasks[name];
  if (!task) {
    process.stderr.write(`There is no task ${name}. Available tasks: ${Object.keys(tasks).sort().join(', ')}.\n`);
    process.exit(2);
  }
  const code = await task(args);
  if (code !== undefined) process.exit(code);
}
