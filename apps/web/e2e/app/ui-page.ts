import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { preview } from 'vite';

const web = join(import.meta.dirname, '../..');

/** The names of all examples. */
export const examples = readdirSync(join(web, 'src/pages/ui/examples')).map((file) => file.replace(/\.tsx$/, ''));

/** Builds the page of the components, for one worker of the tests, and serves it on a free port. */
export async function openUiPage(worker: number): Promise<{ url: string; close(): Promise<void> }> {
  const vite = join(web, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  // two workers must not write into one folder
  const outDir = `dist/ui-${worker}`;
  const args = [vite, 'build', web, '--mode', 'ui', '--outDir', outDir, '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, args, { env });
  const server = await preview({
    root: web,
    configFile: false,
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
    logLevel: 'warn',
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The page of the components has no port');
  return { url: `http://127.0.0.1:${address.port}/ui.html`, close: () => server.close() };
}
