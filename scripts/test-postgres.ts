import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@millrace/local/find-program';
import { freePort } from '@millrace/local/free-port';
import { getPostgresBin } from './get-postgres.ts';

export type TestPostgres = { url: string; close(): Promise<void> };

/** Postgres does not run as root: where we are root it runs as the user that its package made. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * A PostgreSQL server with pgvector for this test run: the one of TEST_DATABASE_URL, else one of our own in a temporary folder on a free
 * port, got by apt-get where we may. Throws with the reason when there is none to be had. The caller closes it.
 */
export async function openTestPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => {} };
  const bin = await getPostgresBin();
  const user = runAs();
  const folder = await mkdtemp(join(tmpdir(), 'millrace-postgres-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
    const server = await startServer(bin, folder, user);
    return {
      url: server.url,
      async close() {
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startServer(bin: string, folder: string, user: { uid?: number; gid?: number }) {
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) await chown(passwordFile, user.uid, user.gid);
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  const access = ['-A', 'scram-sha-256', '-U', 'postgres', `--pwfile=${passwordFile}`];
  const cluster = ['-D', data, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', ...access];
  execFileSync(join(bin, 'initdb'), cluster, { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });

  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 300,
    // what is lost when the machine dies is a test's
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // with setpriv the kernel ends the server when this process is gone, however it went
  const setpriv = findProgram('setpriv');
  const command = [join(bin, 'postgres'), ...args];
  const [program = '', ...rest] = setpriv ? [setpriv, '--pdeathsig', 'INT', ...command] : command;
  const server = spawn(program, rest, { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log.slice(-2000)}`)));
    server.stderr.on('data', (octets: Buffer) => {
      log = (log + octets.toString()).slice(-8000);
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT');
      await ended;
    },
  };
}
