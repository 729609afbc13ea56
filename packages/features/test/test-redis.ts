import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export type TestRedis = {
  url: string;
  port: number;
  /** Sends one command, such as `CONFIG SET appendonly yes`, and returns the raw answer. */
  command(text: string): Promise<string>;
  /** As `kill -9`: what is not on disk is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Ends Redis when this process is gone in whatever way: its end of the pipe closes, `cat` ends, the server is killed.
 * Asked politely, one that is just writing its first append-only file would refuse.
 */
const withParent = `redis=$(command -v redis-server || command -v valkey-server) || exit 127
"$redis" "$@" & server=$!
cat >/dev/null; kill -KILL $server 2>/dev/null; wait $server`;

/** A Redis of one's own on a free port of the loopback, with a password, holding nothing on disk unless `args` say so. */
export async function startRedis(args: string[] = ['--appendonly', 'no', '--save', '']): Promise<TestRedis> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const password = randomBytes(16).toString('hex');
    const dir = await mkdtemp(join(tmpdir(), 'millrace-redis-'));
    const options = ['--bind', '127.0.0.1', '--port', String(port), '--requirepass', password, '--dir', dir, ...args];
    let server = launch(options);
    const kill = () => server.kill();
    const close = async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    };
    if (await answers(port, password, server.child)) {
      return {
        url: `redis://:${password}@127.0.0.1:${port}`,
        port,
        command: (text) => ask(port, `AUTH ${password}\r\n${text}\r\nPING\r\n`),
        kill,
        async start() {
          server = launch(options);
          if (!(await answers(port, password, server.child))) throw new Error('Redis did not start again');
        },
        close,
      };
    }
    await close();
    // somebody else took the port in between
    if (attempt === 5)
      throw new Error('No Redis could be started for the tests: is redis-server or valkey-server on PATH?');
  }
}

function launch(options: string[]): { child: ChildProcess; kill(): Promise<void> } {
  const child = spawn('sh', ['-c', withParent, 'sh', ...options], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  return {
    child,
    async kill() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.ref();
      child.stdin?.end();
      await ended;
    },
  };
}

let running: { redis: Promise<TestRedis>; users: number } | undefined;

/** The one Redis of this process; it starts with its first user and ends with its last. */
export async function sharedRedis(): Promise<{ url: string; release(): Promise<void> }> {
  running ??= { redis: startRedis(), users: 0 };
  const mine = running;
  mine.users += 1;
  const { url } = await mine.redis;
  return {
    url,
    async release() {
      mine.users -= 1;
      if (mine.users > 0) return;
      if (running === mine) running = undefined;
      await (await mine.redis).close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until the server knows the password, which shows that it is ours. */
async function answers(port: number, password: string, child: ChildProcess): Promise<boolean> {
  const until = Date.now() + 10_000;
  while (Date.now() < until && child.exitCode === null) {
    if ((await ask(port, `AUTH ${password}\r\nPING\r\n`)).includes('+PONG')) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

function ask(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(500, done);
    socket.on('data', (octets) => {
      answer += octets;
      if (/\+PONG|-\w+/.test(answer)) done();
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

/** How many connections listen on a channel. */
export async function listenersOn(redisUrl: string, channel: string): Promise<number> {
  const redis = new Redis(redisUrl);
  const [, count] = (await redis.pubsub('NUMSUB', channel)) as [string, number];
  redis.disconnect();
  return count;
}
