import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type PostgresServer = {
  url: string;
  /** Ends it at once, without a checkpoint, as `pg_ctl stop -m immediate` does: what runs is lost, what was committed is not. */
  stopAtOnce(): Promise<void>;
  /** Starts it again where it was; it has recovered when this resolves. */
  start(): Promise<void>;
  close(): Promise<void>;
};

export type PostgresOptions = {
  /** The folder of initdb and postgres. */
  bin: string;
  /** False: what the server acknowledged may be gone after it died. Right for tests in which it does not. */
  durable: boolean;
  /** Where its files go; the system's place for temporary ones by default. */
  under?: string;
};

/** Ends the server when this process is gone in whatever way: its end of the pipe closes and `cat` ends. */
const withParent = `"$@" & server=$!
cat >/dev/null; kill -QUIT $server 2>/dev/null; wait $server`;

/** Postgres does not run as root: where we are root it runs as the user that its package made. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A PostgreSQL server of one's own in a temporary folder on a free port of the loopback. The caller closes it. */
export async function startPostgres({ bin, durable, under = tmpdir() }: PostgresOptions): Promise<PostgresServer> {
  const user = runAs();
  const folder = await mkdtemp(join(under, 'millrace-postgres-'));
  const own = async (path: string) => {
    if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
  };
  await own(folder);
  const data = join(folder, 'data');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await own(passwordFile);
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  const access = ['-A', 'scram-sha-256', '-U', 'postgres', `--pwfile=${passwordFile}`];
  const cluster = ['-D', data, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', ...access];
  const port = await freePort();
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 300,
    ...(!durable && careless),
  };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  let stop = async () => {};
  const start = async () => {
    stop = await launch([join(bin, 'postgres'), ...args], { ...user, env, cwd: folder });
  };
  const close = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    execFileSync(join(bin, 'initdb'), cluster, { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { url, stopAtOnce: () => stop(), start, close };
}

type LaunchOptions = { uid?: number; gid?: number; env: NodeJS.ProcessEnv; cwd: string };

/** Starts the server and waits until it takes connections. Returns what ends it at once. */
async function launch(command: string[], options: LaunchOptions): Promise<() => Promise<void>> {
  const shell = spawn('sh', ['-c', withParent, 'sh', ...command], {
    ...options,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let log = '';
    shell.once('error', reject);
    shell.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log.slice(-2000)}`)));
    shell.stderr?.on('data', (octets: Buffer) => {
      log = (log + octets.toString()).slice(-8000);
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  return async () => {
    shell.stdin?.end();
    await ended;
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
