import { findChromium } from '../find-chromium.ts';
import { runProcess } from '../run-process.mjs';
import { openTestPostgres } from '../test-postgres.ts';
import { buildWeb } from './build-web.ts';

type Env = Record<string, string | undefined>;
type Stage = { name: string; run(): Promise<number> };

/** Tests that need no PostgreSQL server, though they are among the faults. */
const withoutPostgres = ['faults/one-command'];

/** Every project of vitest.config.ts but the faults. */
export const onEmbedded = ['--project=database', '--project=suite'];
const onServer = ['--project=database'];
const faults = ['--project=faults'];

const vitest = (projects: string[], args: string[], env: Env = {}) =>
  runProcess('vitest', ['run', ...projects, ...args], { NODE_ENV: 'test', ...env });

/**
 * All suites, one after another, up to the first that fails: on the embedded database, in the browser, and again on a real PostgreSQL
 * with separate processes. `args` go to vitest; with some, the browser suite is left out. With `long` first it is the fault tests
 * alone, at their full sizes: R1 for a minute, R22 with 500 streams, a soak of five minutes (`SOAK_MINUTES`), and so on.
 */
export async function test(args: string[]): Promise<number> {
  if (args[0] === 'long') return testLong(args.slice(1));
  const filtered = args.length > 0;
  const filter = filtered ? ['--passWithNoTests', ...args] : [];
  const first: Stage[] = [
    { name: 'Unit and integration tests on the embedded database', run: () => vitest(onEmbedded, filter) },
  ];
  if (!filtered) {
    first.unshift({ name: 'Build of the pages', run: buildWeb });
    first.push({ name: 'Pictures of the components', run: () => testInBrowser('ui') });
    first.push({ name: 'Browser tests', run: () => testInBrowser('local') });
  }
  const code = await runStages(first);
  return code === 0 ? testOnPostgres(filter) : code;
}

/** They mostly wait, and some for something that must come within seconds. */
const faultsAtOnce = '--maxWorkers=2';

async function testOnPostgres(filter: string[]): Promise<number> {
  const started = performance.now();
  const postgres = await openTestPostgres().catch((error: Error) => error);
  if (postgres instanceof Error) {
    const run = () => vitest(faults, [faultsAtOnce, ...(filter.length > 0 ? filter : withoutPostgres)]);
    const code = await runStages([{ name: 'Fault tests without PostgreSQL', run }]);
    return code === 0 ? notRun('the tests on a real PostgreSQL', postgres.message) : code;
  }
  process.stdout.write(`A PostgreSQL server is up (${seconds(started)}).\n`);
  const env = { MILLRACE_TEST_DATABASE: 'postgres', TEST_DATABASE_URL: postgres.url };
  const stages: Stage[] = [
    { name: 'Tests of the database on a real PostgreSQL', run: () => vitest(onServer, filter, env) },
    { name: 'Fault tests with separate processes', run: () => vitest(faults, [faultsAtOnce, ...filter], env) },
  ];
  if (filter.length === 0) {
    stages.push({ name: 'Browser tests with separate processes', run: () => testInBrowser('full-mode', env) });
  }
  try {
    return await runStages(stages);
  } finally {
    await postgres.close();
  }
}

async function testLong(filter: string[]): Promise<number> {
  const postgres = await openTestPostgres();
  // one after another: each wants the machine for itself
  const args = ['--no-file-parallelism', ...(filter.length > 0 ? filter : ['faults'])];
  const env = { MILLRACE_TEST_DATABASE: 'postgres', TEST_DATABASE_URL: postgres.url, MILLRACE_LONG: '1' };
  try {
    return await runStages([{ name: 'Fault tests at their full sizes', run: () => vitest(faults, args, env) }]);
  } finally {
    await postgres.close();
  }
}

async function testInBrowser(project: string, env: Env = {}): Promise<number> {
  const chromium = await findChromium().catch((error: Error) => error);
  if (chromium === undefined)
    return notRun('the browser tests', 'Chromium was not found; set CHROMIUM_PATH to its path.');
  if (chromium instanceof Error) return notRun('the browser tests', chromium.message);
  const args = ['test', '--config', 'apps/web/e2e/playwright.config.ts', '--project', project];
  return runProcess('playwright', args, { CHROMIUM_PATH: chromium, NODE_ENV: 'test', ...env });
}

/** Said loudly on a person's machine; a failure where the result is relied on. */
function notRun(what: string, why: string): number {
  const required = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
  process.stderr.write(`\n!!! NOT RUN: ${what}: ${why}\n\n`);
  return required ? 1 : 0;
}

async function runStages(stages: Stage[]): Promise<number> {
  for (const { name, run } of stages) {
    process.stdout.write(`\n=== ${name}\n`);
    const started = performance.now();
    const code = await run();
    process.stdout.write(`=== ${name}: ${code === 0 ? 'passed' : 'FAILED'} after ${seconds(started)}\n`);
    if (code !== 0) return code;
  }
  return 0;
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
