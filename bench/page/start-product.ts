import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient } from '@millrace/client/create-client';

export type Product = AsyncDisposable & { url: string; client: Client; workspaceId: string; cookie: string };

/** The product as `npm start` runs it, with its pages as they were built, a model server at `modelUrl`, and somebody signed in. `env`: further settings. */
export async function startProduct(modelUrl: string, env: Record<string, string> = {}): Promise<Product> {
  const dir = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('@millrace/local/main'))], {
    cwd: dir,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', LOG_LEVEL: 'error', PORT: '0' },
      ...{ MILLRACE_DATA_DIR: join(dir, 'data'), CHAT_TITLES: 'false', EMBEDDING_MODEL: 'scripted:' },
      ...{ OPENAI_BASE_URL: modelUrl, OPENAI_API_KEY: 'key-of-the-bench', LLM_MODEL: 'scripted:' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (octets: Buffer) => {
      said += octets.toString();
      const found = /is ready: (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`The product did not start:\n${said}`)));
  });
  let cookie = '';
  const withCookie: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', url);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
  const client = createClient({ url, fetch: withCookie });
  await client.session.signUp.mutate({ name: 'Ada', email: 'ada@example.org', password: 'a long enough password' });
  const { id: workspaceId } = await client.workspaces.create.mutate({ name: 'Bench' });
  return {
    ...{ url, client, workspaceId, cookie },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
