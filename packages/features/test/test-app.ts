import type { UserView } from '@millrace/contract/session/session';
import { type ScriptedServer, startScriptedServer } from '@millrace/llm/scripted-server';
import { type OpenWorker, openWorker, type WorkerOptions } from '../src/jobs/open-worker.ts';
import type { ServiceOverrides } from '../src/open-services.ts';
import type { Services } from '../src/services.ts';
import type { Settings } from '../src/settings.ts';
import { type TestCaller, testCaller } from './test-caller.ts';
import { openTestServices, type TestServices } from './test-services.ts';

export type TestUser = TestCaller & { user: UserView; workspaceId: string };

export type TestOptions = {
  /** The first user, who owns the instance. */
  user?: string;
  settings?: Partial<Settings>;
  overrides?: ServiceOverrides;
  /** A model name of the scripted server that answers, such as `scripted:tps=100`; without one the built-in model does. */
  model?: string;
};

export type TestApp = TestUser &
  Omit<TestServices, typeof Symbol.asyncDispose> & {
    /** A further user, or the same one again, with a workspace of his own. */
    as(name: string): Promise<TestUser>;
    withKey(key: string): TestCaller;
    /** Nobody, from some address. */
    anonymous(address?: string): TestCaller;
    /** Makes a model of the scripted server answer from now on. */
    answerWith(model: string): Promise<ScriptedServer>;
    /** Moves the services' clock. The database's own is not touched. */
    travel(ms: number): void;
    startWorker(options?: Partial<WorkerOptions>): Promise<OpenWorker>;
    [Symbol.asyncDispose](): Promise<void>;
  };

export const testPassword = 'correct horse battery';
export const emailOf = (name: string) => `${name}@example.org`;

/** The product on a fresh database, a private Redis and the scripted model, called through the real client. */
export async function testApp(options: TestOptions = {}): Promise<TestApp> {
  const { user = 'ada' } = options;
  await using opening = new AsyncDisposableStack();
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const opened = opening.use(await openTestServices(options.settings, { clock, ...options.overrides }));
  const { services, redisUrl, prefix, databaseUrl, logged } = opened;

  let scripted: Promise<ScriptedServer> | undefined;
  opening.defer(async () => (await scripted)?.close());
  const answerWith = async (model: string) => {
    scripted ??= startScriptedServer();
    const server = await scripted;
    services.settings.model = { baseUrl: server.url, apiKey: 'key-of-the-tests', model };
    return server;
  };
  if (options.model) await answerWith(options.model);

  const users = new Map<string, Promise<TestUser>>();
  const as = (name: string) => {
    const known = users.get(name) ?? enter(services, name);
    users.set(name, known);
    return known;
  };
  const workers: OpenWorker[] = [];
  opening.defer(async () => {
    await Promise.all(workers.map((worker) => worker.close(0)));
  });
  const first = await as(user);
  const resources = opening.move();
  return {
    ...first,
    ...{ services, redisUrl, prefix, databaseUrl, logged },
    as,
    withKey: (key) => testCaller(services, { authorization: `Bearer ${key}` }),
    anonymous: (address) => testCaller(services, { address }),
    answerWith,
    travel: (ms) => {
      ahead += ms;
    },
    async startWorker(workerOptions = {}) {
      // loaded on demand: most tests execute nothing
      const { handlers } = await import('../src/handlers.ts');
      const { endings } = await import('../src/endings.ts');
      const worker = await openWorker({
        services,
        redisUrl,
        prefix,
        workerId: `test-${workers.length + 1}`,
        handlers,
        endings,
        ...workerOptions,
      });
      workers.push(worker);
      return worker;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function enter(services: Services, name: string): Promise<TestUser> {
  const caller = testCaller(services);
  const { user } = await caller.client.session.signUp.mutate({ name, email: emailOf(name), password: testPassword });
  const { id } = await caller.client.workspaces.create.mutate({ name: `The workspace of ${name}` });
  return { ...caller, user, workspaceId: id };
}
