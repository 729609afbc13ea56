import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';

type Fields = Record<string, unknown>;
export type BrowserEvent = { method: string; params: Fields; sessionId?: string };
type Message = Partial<BrowserEvent> & { id?: number; result?: Fields; error?: { message: string } };

export type BrowserProcess = {
  /** Also the id of its process group. */
  pid: number;
  /** Asks by the DevTools protocol. Rejects when the browser refuses or has ended. */
  send(method: string, params?: Fields, sessionId?: string): Promise<Fields>;
  onEvent(listener: (event: BrowserEvent) => void): () => void;
  /** Resolves once it has ended, by itself or not. */
  ended: Promise<void>;
  /** Ends it with all its children. Resolves when it is gone, and its profile too. */
  kill(): Promise<void>;
};

/** Pages are cut long before; this is against a browser that somebody else has taken over. */
const maxMessageBytes = 67_108_864;

/**
 * No name is resolved and no address is reached, not even the proxy that everything would have to go through: without anybody who
 * answers in its place each request of this browser fails before there is a socket.
 */
const noNetwork = [
  '--proxy-server=http://nowhere.invalid:1',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // by its old and its new name
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--dns-prefetch-disable',
  '--no-pings',
];
const quiet = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--block-new-web-contents',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
  '--blink-settings=imagesEnabled=false',
  '--js-flags=--max-old-space-size=384',
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,Translate,NetworkTimeServiceQuerying,SegmentationPlatform',
];

/** Starts a browser with an empty profile that we alone can steer, by a pipe: it ends when the pipe does. */
export async function startBrowser(program: string, { sandbox }: { sandbox: boolean }): Promise<BrowserProcess> {
  const profile = await mkdtemp(join(tmpdir(), 'millrace-browser-'));
  const args = [...quiet, ...noNetwork, ...(sandbox ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`];
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
    // what runs there may be hostile: no secret of ours is in its environment
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: profile, TMPDIR: profile },
  });
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable | Duplex];
  const waiting = new Map<number, { resolve(result: Fields): void; reject(error: Error): void }>();
  const listeners = new Set<(event: BrowserEvent) => void>();
  const killGroup = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // all of the group are gone
    }
  };
  const ended = new Promise<void>((resolve) => {
    const end = async (why: string) => {
      for (const { reject } of waiting.values()) reject(new Error(why));
      waiting.clear();
      killGroup();
      await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }).catch(() => {});
      resolve();
    };
    child.once('error', (error) => void end(error.message));
    child.once('exit', (code, signal) => void end(`it ended (${signal ?? `exit code ${code}`})`));
  });
  // a pipe that breaks is an end, which the child tells itself
  input.on('error', () => {});
  output.on('error', () => {});
  readMessages(output, killGroup, ({ id, result, error, method, params = {}, sessionId }) => {
    if (id === undefined) {
      for (const listener of listeners) listener({ method: method ?? '', params, ...(sessionId ? { sessionId } : {}) });
      return;
    }
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result ?? {});
  });
  let last = 0;
  return {
    pid: child.pid ?? 0,
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
          return reject(new Error('it has ended'));
        const id = ++last;
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ended,
    async kill() {
      killGroup();
      await ended;
    },
  };
}

/** Messages are JSON, each with a NUL behind it. */
function readMessages(output: Readable, giveUp: () => void, onMessage: (message: Message) => void): void {
  let parts: Buffer[] = [];
  let size = 0;
  output.on('data', (octets: Buffer) => {
    let rest = octets;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const whole = Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      size = 0;
      rest = rest.subarray(end + 1);
      try {
        onMessage(JSON.parse(whole) as Message);
      } catch {
        return giveUp();
      }
    }
    parts.push(rest);
    size += rest.length;
    if (size > maxMessageBytes) giveUp();
  });
}
