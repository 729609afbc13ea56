import { setTimeout as wait } from 'node:timers/promises';
import { getUntypedClient } from '@trpc/client';
import { z } from 'zod';
import { appRouter } from '../src/app-router.ts';
import type { Meta } from '../src/trpc.ts';
import { fixtures } from './matrix-fixtures.ts';
import { optional } from './matrix-optional.ts';
import type { Seed } from './seed-workspace.ts';
import type { TestCaller } from './test-caller.ts';

type Procedure = { _def: { type: 'query' | 'mutation' | 'subscription'; meta?: Meta; inputs: unknown[] } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
/** Every procedure of the router. */
export const paths = procedures.map(([path]) => path);
export const policyOf = (path: string) => procedureOf(path)._def.meta?.policy;
export const procedureOf = (path: string) => procedures.find(([name]) => name === path)?.[1] as Procedure;

/** Makes the procedure's input of a seed, as `matrix-fixtures.ts` says, or of its keys alone where they all name things of a seed. */
export function fixtureOf(path: string): ((seed: Seed) => unknown) | undefined {
  const [feature = '', name = ''] = path.split('.');
  const written = (fixtures as unknown as Record<string, Record<string, (seed: Seed) => unknown>>)[feature];
  return written ? written[name] : (seed) => inputFromKeys(path, seed);
}

/** Every input that the matrix knows for the procedure; between them they fill all that is optional. */
export function inputsOf(path: string): ((seed: Seed) => unknown)[] {
  const [feature = '', name = ''] = path.split('.');
  const more = (optional as Record<string, Record<string, ((seed: Seed) => unknown)[]>>)[feature]?.[name] ?? [];
  const first = fixtureOf(path);
  return first ? [first, ...more] : more;
}

/** A seed whose things are their own names, to see which of them an input names. */
export const thingNames = new Proxy({} as Seed, { get: (_, name) => name });

/** Throws when the procedure needs more than ids: then it has to have a fixture. */
function inputFromKeys(path: string, seed: Seed): Record<string, string> {
  const keys = procedureOf(path)._def.inputs.flatMap((schema) =>
    schema instanceof z.ZodObject
      ? Object.entries<z.ZodType>(schema.shape).flatMap(([key, type]) =>
          type.safeParse(undefined).success ? [] : [key],
        )
      : [],
  );
  const things: Record<string, string> = seed;
  return Object.fromEntries(
    keys.map((key) => {
      if (things[key] === undefined) throw new Error(`${path} needs a fixture: a seed has no ${key}.`);
      return [key, things[key]];
    }),
  );
}

/** What a call came to: the kind of its error, or `ok`, and all of the text that it gave away. */
export type Outcome = { kind: string; text: string };

export async function call(caller: TestCaller, path: string, input: unknown, seed: Seed): Promise<Outcome> {
  try {
    return { kind: 'ok', text: JSON.stringify(await send(caller, path, input, seed)) ?? '' };
  } catch (error) {
    const { data, message } = error as { data?: { kind?: string }; message: string };
    return { kind: data?.kind ?? 'broken', text: JSON.stringify([message, data]) };
  }
}

function send(caller: TestCaller, path: string, input: unknown, seed: Seed): Promise<unknown> {
  if (path === 'files.upload') return caller.upload(seed.workspaceId, 'planted.txt', 'planted');
  if (path === 'attachments.add') return caller.attach(seed.workspaceId, 'planted.txt', 'planted');
  if (path === 'files.uploadPart') return caller.uploadPart(seed.workspaceId, seed.uploadId, 0, 'planted');
  const client = getUntypedClient(caller.client);
  const { type } = procedureOf(path)._def;
  if (type === 'query') return client.query(path, input);
  if (type === 'mutation') return client.mutation(path, input);
  return firstOf((handlers) => client.subscription(path, input, handlers));
}

/** All that a subscription brings within a moment, as one text. */
export async function replayOf(caller: TestCaller, path: string, input: unknown): Promise<string> {
  const brought: unknown[] = [];
  const subscription = getUntypedClient(caller.client).subscription(path, input, {
    onData: (data: unknown) => brought.push(data),
    onError: (error: Error) => brought.push(error.message),
  });
  await wait(500);
  subscription.unsubscribe();
  return JSON.stringify(brought);
}

type Handlers = { onStarted(): void; onData(data: unknown): void; onError(error: Error): void };

/** The first that a subscription brings, or the error that it begins with; one that starts and is silent brings nothing. */
function firstOf(subscribe: (handlers: Handlers) => { unsubscribe(): void }): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  // `started` comes before the procedure has looked at who asks: give the first event its time
  const subscription = subscribe({
    onStarted: () => setTimeout(resolve, 500, 'started'),
    onData: resolve,
    onError: reject,
  });
  return promise.finally(() => subscription.unsubscribe());
}
