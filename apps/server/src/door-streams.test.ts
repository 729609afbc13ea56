import { call, fixtureOf, paths, policyOf, procedureOf } from '@millrace/features/test/call-procedure';
import { type Seed, seedWorkspace } from '@millrace/features/test/seed-workspace';
import type { TestUser } from '@millrace/features/test/test-app';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, type DoorCaller, doorCallers, type Standing } from '../test/door-callers.ts';
import { type HttpApp, httpApp } from '../test/http-app.ts';
import { openSocket, openSse, type RawStream } from '../test/raw-streams.ts';

// Every subscription, over both transports: who is let in, and that a right that ends takes the stream with it.

const streams = paths.filter((path) => procedureOf(path)._def.type === 'subscription');
const ways = [
  { way: 'server-sent events', open: openSse },
  { way: 'a WebSocket', open: openSocket },
];
/** One person's own; what is in it is named by its topics. */
const topics = 'jobs.watchTopics';

let http: HttpApp;
let seed: Seed;
let callers: DoorCaller[];

beforeAll(async () => {
  http = await httpApp();
  seed = await seedWorkspace(http.app, http.app, 'canaryx');
  callers = await doorCallers(http.app, seed);
});
afterAll(() => http[Symbol.asyncDispose]());

const inputOf = (path: string, userId: string | undefined, of: Seed) => ({
  ...(fixtureOf(path)?.(of) as object),
  ...(path === topics && userId !== undefined && { userId }),
});

/** Something happens in the workspace: streams of its feed bring it. */
const say = ({ workspaceId, runId }: Seed, text: string) =>
  http.app.services.bus.append(
    `feed:${workspaceId}`,
    0,
    JSON.stringify({ changed: { kind: 'run', id: runId }, run: { text } }),
  );

/** 200 once an event came, or the status that it was refused with; a topic that is refused says so in an event. */
function outcomeOf({ events, ended }: RawStream): number | undefined {
  const [first] = events;
  if (first === undefined) return ended;
  return first.includes('"error":{"kind":"not-found"') ? 404 : 200;
}

function expectedOf(path: string, standing: Standing): number {
  if (standing.as === 'nobody') return 401;
  if (standing.as === 'stranger') return 404;
  // a person's own are not a key's
  return policyOf(path) === 'user' && standing.as === 'key' ? 401 : 200;
}

it('every subscription is for members of all roles, or for persons', () => {
  const others = streams.filter((path) => {
    const policy = policyOf(path);
    return policy !== 'user' && !(typeof policy === 'object' && policy.role === 'viewer' && policy.who === 'anyone');
  });
  expect(others, 'say in expectedOf who may watch these').toEqual([]);
  expect(streams.filter((path) => policyOf(path) === 'user')).toEqual([topics]);
});

describe.each(ways)('over $way', ({ open }) => {
  it.each(streams)('%s lets in whom it is for, and gives nothing to anybody else', async (path) => {
    const opened = callers.map(({ headers, userId }) =>
      open({ url: http.url, path, headers, input: inputOf(path, userId ?? http.app.user.id, seed) }),
    );
    await expect
      .poll(async () => {
        await say(seed, 'said');
        return opened.map(outcomeOf).filter((status) => status === undefined).length;
      })
      .toBe(0);
    const outcomes = opened.map((stream, i) => `${callers[i]?.who}: ${outcomeOf(stream)}`);
    expect(outcomes).toEqual(callers.map(({ who, standing }) => `${who}: ${expectedOf(path, standing)}`));
    for (const stream of opened) stream.close();
  });
});

type Ending = {
  /** What ends the right of `user`, who is a member of the workspace of `of`. */
  end(user: TestUser, of: Seed): Promise<unknown>;
  /** How streams end by it: any of these. */
  status: number[];
  /** Streams of these end; default: all. */
  only?: string[];
};

const endings: Record<string, Ending> = {
  'a member is removed': {
    end: ({ user }, { workspaceId }) =>
      http.app.client.workspaces.removeMember.mutate({ workspaceId, userId: user.id }),
    status: [404],
  },
  'they sign out': { end: ({ client }) => client.session.signOut.mutate(), status: [401] },
  'they sign out everywhere': {
    async end({ user }) {
      await http.app.services.db.deleteFrom('sessions').where('userId', '=', user.id).execute();
    },
    status: [401],
  },
  'their session is over': {
    end: ({ user }) =>
      http.app.services.db
        .updateTable('sessions')
        .set({ expiresAt: new Date(0) })
        .where('userId', '=', user.id)
        .execute(),
    status: [401],
  },
  'the account is deactivated': { end: ({ client }) => client.session.deactivate.mutate(), status: [401] },
  // the session or the membership, whichever is asked about first after it
  'the account is deleted': { end: ({ client }) => client.session.delete.mutate(), status: [401, 404] },
  'the workspace is deleted': {
    end: (_, { workspaceId }) => http.app.client.workspaces.delete.mutate({ workspaceId }),
    status: [404],
  },
  'what is watched is deleted': {
    end: (_, { conversationId }) => http.app.client.conversations.delete.mutate({ conversationId }),
    status: [200, 404],
    only: ['jobs.watch', topics],
  },
};

type Watched = { name: string; status: number[]; of: Seed; stream: RawStream };

/** Opens every stream over both transports for a new member of a new workspace. */
async function watchAll(name: string, { status, only = streams }: Ending): Promise<{ user: TestUser; all: Watched[] }> {
  const { app, url } = http;
  const of = await seedWorkspace(app, app, `${name.replaceAll(' ', '')}x`);
  const user = await app.as(`watcher${name.replaceAll(' ', '')}`);
  const member = { workspaceId: of.workspaceId, userId: user.user.id, role: 'viewer' as const };
  await app.services.db.insertInto('members').values(member).execute();
  const headers = cookieOf(app, user.sessionToken());
  const all = only.flatMap((path) =>
    ways.map(({ way, open }) => ({
      ...{ name: `${path} over ${way} when ${name}`, status, of },
      stream: open({ url, path, headers, input: inputOf(path, user.user.id, of) }),
    })),
  );
  return { user, all };
}

/** Why a topic ended, where its last event says so. */
function topicEnd({ events }: RawStream): number | undefined {
  const kind = /"error":\{"kind":"([\w-]+)"/.exec(events.at(-1) ?? '')?.[1];
  return kind === undefined ? undefined : { 'not-found': 404, unauthenticated: 401 }[kind];
}

it('a stream ends with the right of its watcher, and brings nothing that comes later', {
  timeout: 60_000,
}, async () => {
  const cases = await Promise.all(
    Object.entries(endings).map(async ([name, ending]) => ({ ending, ...(await watchAll(name, ending)) })),
  );
  const all = cases.flatMap((one) => one.all);
  const open = () => all.filter(({ stream }) => stream.ended === undefined);
  await expect
    .poll(async () => {
      await Promise.all(cases.map((one) => say(one.all[0]?.of as Seed, 'before')));
      return all.filter(({ stream }) => stream.events.length === 0).map(({ name }) => name);
    })
    .toEqual([]);
  expect(all.length - open().length, 'none has ended before').toBe(0);
  await Promise.all(cases.map(({ user, all: [first], ending }) => ending.end(user, first?.of as Seed)));
  // each round of checks takes as long as a busy machine needs
  await expect.poll(() => open().map(({ name }) => name), { timeout: 45_000 }).toEqual([]);
  await Promise.all(cases.map((one) => say(one.all[0]?.of as Seed, 'too late')));
  for (const { name, stream, status } of all) {
    // a topic ends within its stream, and says why
    expect(status, name).toContain(topicEnd(stream) ?? stream.ended);
    expect(stream.events.join(), name).not.toContain('too late');
  }
});

it('a socket of a key is the key’s alone, and ends with it', { timeout: 60_000 }, async () => {
  const { app, url } = http;
  const { workspaceId } = seed;
  const { key, id } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
  const headers = { authorization: `Bearer ${key}` };
  const opened = ways.flatMap(({ open }) =>
    streams
      .filter((path) => path !== topics)
      .map((path) => open({ url, path, headers, input: inputOf(path, undefined, seed) })),
  );
  await expect
    .poll(async () => {
      await say(seed, 'before');
      return opened.filter(({ events }) => events.length === 0).length;
    })
    .toBe(0);
  await app.client.apiKeys.revoke.mutate({ workspaceId, apiKeyId: id });
  await expect.poll(() => opened.map(({ ended }) => ended)).toEqual(opened.map(() => 401));
  expect((await call(app.withKey(key), 'conversations.list', { workspaceId }, seed)).kind).toBe('unauthenticated');
});
