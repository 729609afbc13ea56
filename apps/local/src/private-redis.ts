import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { findProgram } from './find-program.ts';
import { findRedis } from './find-redis.ts';
import { freePort } from './free-port.ts';
import { endProcess, identityOf, type ProcessIdentity } from './process-identity.ts';

export type PrivateRedis = { url: string; close(): Promise<void> };
type Options = { dir: string; say?: (line: string) => void };

/** Loading a large log takes its time. */
const READY_MS = 60_000;
const END_MS = 5_000;
const RESTART_MS = 200;

/**
 * A Redis or Valkey of our own in `dir`, which the caller has locked: loopback only, free port, random password, everything appended to
 * its log, nothing evicted. One that a killed process left behind on the same folder is ended first. `close` ends it; so does the
 * kernel, where setpriv is at hand, when this process is gone.
 */
export async function openPrivateRedis({ dir: given, say = () => {} }: Options): Promise<PrivateRedis> {
  // the server changes into its folder and would read relative paths from there
  const dir = resolve(given);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  await endOrphan(dir);
  const program = await findRedis(say);
  // a port that was free may be taken the next moment
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(program, dir);
    } catch (error) {
      if (attempt === 3) throw error;
      const aside = setDamagedLogAside(dir);
      if (aside) {
        say(
          `The log of the private Redis is damaged. It was set aside as ${aside}, and Redis starts with an empty one. Queued work comes back from the database.`,
        );
      }
    }
  }
}

const refusals = /Bad file format reading the append only file|Unexpected end of file reading the append only file/;

/** Keeps the log that Redis refuses to load, under another name; the database has all that is in it. Returns its new path. */
function setDamagedLogAside(dir: string): string | undefined {
  const log = join(dir, 'redis.log');
  const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-20_000) : '';
  const appended = join(dir, 'appendonlydir');
  if (!refusals.test(said) || !existsSync(appended)) return undefined;
  const aside = `${appended}.damaged-${Date.now()}`;
  renameSync(appended, aside);
  // what it said is about what is gone now
  rmSync(log);
  return aside;
}

async function start(program: string, dir: string): Promise<PrivateRedis> {
  const place = { port: await freePort(), password: randomBytes(32).toString('hex') };
  // by a file and not by arguments, which every user of the machine can read
  writeFileSync(join(dir, 'redis.conf'), configText({ ...place, dir }), { mode: 0o600 });
  let server = launch(program, dir);
  try {
    await ready(server.child, place);
  } catch (error) {
    server.child.kill('SIGKILL');
    throw new Error(`The private Redis did not start. See ${join(dir, 'redis.log')} for the reason.`, { cause: error });
  }

  // one that crashes or is killed comes back in the same place: its log has all that it had acknowledged for more than a second
  let closing = false;
  const watch = () =>
    server.child.once('exit', async () => {
      await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
      if (closing) return;
      server = launch(program, dir);
      watch();
    });
  watch();
  return {
    url: `redis://:${place.password}@127.0.0.1:${place.port}`,
    async close() {
      closing = true;
      if (server.identity) await endProcess(server.identity, END_MS);
      rmSync(processFile(dir), { force: true });
    },
  };
}

type Launched = { child: ChildProcess; identity: ProcessIdentity | undefined };

/** Starts the server and notes at once who it is, so that it is found again when we are killed. */
function launch(program: string, dir: string): Launched {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  const config = join(dir, 'redis.conf');
  const [command = program, ...args] = setpriv ? [setpriv, '--pdeathsig', 'TERM', program, config] : [program, config];
  // its own process group: Ctrl-C in the terminal is for us, and we end it when nobody needs it any more
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  // where the kernel does not do it: at least when this process ends by itself
  const atExit = () => child.kill('SIGTERM');
  process.once('exit', atExit);
  child.once('exit', () => process.off('exit', atExit));
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (identity) writeFileSync(processFile(dir), JSON.stringify(identity), { mode: 0o600 });
  return { child, identity };
}

function configText({ port, password, dir }: { port: number; password: string; dir: string }): string {
  return `${[
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(dir)}`,
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    'save ""',
    'daemonize no',
    `logfile ${JSON.stringify(join(dir, 'redis.log'))}`,
    'loglevel warning',
  ].join('\n')}\n`;
}

/** Resolves when the server answers and says that it is this very child: a guess may have led to somebody else's. */
async function ready(child: ChildProcess, { port, password }: { port: number; password: string }): Promise<void> {
  const redis = new Redis({
    host: '127.0.0.1',
    port,
    password,
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  const unusable = Promise.withResolvers<never>();
  const timer = setTimeout(() => unusable.reject(new Error(`no answer after ${READY_MS} ms`)), READY_MS);
  child.once('error', unusable.reject);
  child.once('exit', (code, signal) => unusable.reject(new Error(`it ended with ${code ?? signal}`)));
  // before it listens every attempt is refused; a wrong password means that somebody else listens there
  redis.on('error', (error: Error) => {
    if (/WRONGPASS|NOAUTH|without any password/.test(error.message)) unusable.reject(error);
  });
  try {
    const info = await Promise.race([redis.info('server'), unusable.promise]);
    const pid = Number(/process_id:(\d+)/.exec(info)?.[1]);
    if (pid !== child.pid) throw new Error(`process ${pid} answers on port ${port}`);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

const processFile = (dir: string) => join(dir, 'process.json');

/** A server that an earlier process left on this folder would go on writing the same log: it has to end before another begins. */
async function endOrphan(dir: string): Promise<void> {
  const known = readIdentity(processFile(dir));
  if (known && isServerOn(dir, known)) await endProcess(known, END_MS);
  rmSync(processFile(dir), { force: true });
}

function readIdentity(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

/** The same start time makes it the same process; on Linux its working folder must be ours as well. */
function isServerOn(dir: string, known: ProcessIdentity): boolean {
  if (identityOf(known.pid)?.started !== known.started) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${known.pid}/cwd`) === realpathSync(dir);
  } catch {
    return false;
  }
}
