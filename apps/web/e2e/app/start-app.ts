import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Origins of the product that this process has started: what a page may request. */
export const ours = new Set<string>();

export type App = { url: string; close(): Promise<void> };

const root = join(import.meta.dirname, '../../../..');
const args = [
  // no server is left behind, however the tests end
  '--import',
  join(root, 'scripts/end-with-parent.mjs'),
  join(root, 'apps/local/src/main.ts'),
];

/** The product as `npm start` runs it, on a free port, with an empty data folder that `close` deletes. `env` are its settings. */
export async function startApp(env: Record<string, string> = {}): Promise<App> {
  const dir = await mkdtemp(join(tmpdir(), 'millrace-e2e-'));
  const child = spawn(process.execPath, args, {
    // no .env of the developer
    cwd: dir,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MILLRACE_STARTED_BY: String(process.pid),
      NODE_ENV: 'production',
      LOG_LEVEL: process.env.E2E_LOG ?? 'error',
      MILLRACE_DATA_DIR: join(dir, 'data'),
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(dir, { recursive: true, force: true });
  };
  let said = '';
  child.stdout.setEncoding('utf8');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: string) => {
      said += text;
      const found = /is ready: (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`The product did not start:\n${said}`)));
  });
  ours.add(url);
  return { url, close };
}
