import http from 'node:http';
import { testEmbedder } from '@millrace/features/test/test-embedder';
import { describe, expect, it } from 'vitest';
import { eventsOf, type HttpApp, httpApp, toEnd } from './http-app.ts';
import { block, small } from './take-slots.ts';

const open = () => httpApp({ settings: { budgets: small } });
const ofPerson = ({ app }: HttpApp) => ({ holder: `person ${app.user.id}`, running: 1 });
const inputOf = (input: object) => `input=${encodeURIComponent(JSON.stringify(input))}`;
const list = ({ workspaceId }: { workspaceId: string }) => `/trpc/conversations.list?${inputOf({ workspaceId })}`;
/** Another person's cookie. */
const cookieOf = (person: { sessionToken(): string | undefined }) => ({
  cookie: `millrace_session=${person.sessionToken()}`,
});

describe('a call over HTTP', () => {
  it('is refused with 429 and Retry-After once the line of its person is full, and answered when there is room again', async () => {
    await using server = await open();
    const blocked = await block(server.app.services, 'requests', ofPerson(server));
    const refused = await server.get(list(server.app));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await refused.json()).toMatchObject({
      error: {
        code: -32029,
        message: expect.stringContaining('too many requests running at once'),
        data: {
          ...{ code: 'TOO_MANY_REQUESTS', httpStatus: 429, kind: 'limited', reason: 'budgets.requests' },
          ...{ retryAfterMs: 2_000, requestId: expect.any(String) },
        },
      },
    });
    blocked.release();
    expect((await server.get(list(server.app))).status).toBe(200);
  });

  it('of a batch counts by itself: what finds room is answered', async () => {
    await using server = await open();
    const { services, workspaceId } = server.app;
    const blocked = await block(services, 'requests', { ...ofPerson(server), room: 2 });
    const names = Array(4).fill('conversations.list').join(',');
    const inputs = Object.fromEntries([0, 1, 2, 3].map((n) => [n, { workspaceId }]));
    const batch = server.get(`/trpc/${names}?batch=1&${inputOf(inputs)}`);
    // two of them have found the last places of the line, and so the others are refused
    await expect.poll(() => services.budgets.ofPerson.requests.count(ofPerson(server).holder)).toBe(51);
    setImmediate(() => blocked.release());
    const answer = await batch;
    const results = (await answer.json()) as object[];
    expect(answer.status).toBe(207);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(results.filter((result) => 'result' in result)).toHaveLength(2);
  });

  it('waits in its turn: a burst of twenty is answered, one after the other', async () => {
    await using server = await open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.get(list(server.app))));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  });

  it('with any key of the person uses up the budget of the person, and that of nobody else', async () => {
    await using server = await open();
    const { client, workspaceId, services } = server.app;
    const ben = await server.app.as('ben');
    const { key } = await client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
    await block(services, 'requests', ofPerson(server));
    const withKey = await server.get(list(server.app), { headers: { cookie: '', authorization: `Bearer ${key}` } });
    expect(withKey.status).toBe(429);
    expect((await server.get(list(ben), { headers: cookieOf(ben) })).status).toBe(200);
  });

  it('of nobody counts for its network, whatever it writes into X-Forwarded-For', async () => {
    await using server = await open();
    await block(server.app.services, 'requests', { holder: 'network 127.0.0.1', running: 1 });
    const headers = { cookie: '', 'x-forwarded-for': '203.0.113.9' };
    expect((await server.get('/trpc/session.me', { headers })).status).toBe(429);
    expect((await server.get('/trpc/session.me')).status).toBe(200);
  });

  it('is refused where its workspace has too much running, and elsewhere it is not', async () => {
    await using server = await open();
    const { client, workspaceId, services } = server.app;
    const other = await client.workspaces.create.mutate({ name: 'Elsewhere' });
    const slots = services.budgets.ofWorkspace.requests;
    for (let n = 0; n < 3 + 150; n += 1) void slots.take(workspaceId, `person ${n}`).catch(() => {});
    const refused = await server.get(list(server.app));
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { data: { reason: 'budgets.workspace-requests' } } });
    expect((await server.get(list({ workspaceId: other.id }))).status).toBe(200);
  });

  it('that is refused has no effect and is no event of the audit log', async () => {
    await using server = await open();
    const { services } = server.app;
    const before = await services.db.selectFrom('auditEvents').select('id').execute();
    await block(services, 'requests', ofPerson(server));
    expect((await server.post('/trpc/session.changeName', { name: 'Somebody' })).status).toBe(429);
    expect(await services.db.selectFrom('auditEvents').select('id').execute()).toEqual(before);
    const user = services.db.selectFrom('users').where('id', '=', server.app.user.id).select('name');
    expect(await user.executeTakeFirst()).toEqual({ name: 'ada' });
  });
});

describe('a search', () => {
  it('that takes long keeps neither others nor other requests of its person from being answered', async () => {
    const embedding = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const embedder = {
      ...testEmbedder,
      async embed(texts: string[]) {
        started.resolve();
        await embedding.promise;
        return testEmbedder.embed(texts);
      },
    };
    await using server = await httpApp({ settings: { budgets: small }, overrides: { embedder } });
    const { workspaceId } = server.app;
    const search = () => server.get(`/trpc/search.query?${inputOf({ workspaceId, query: 'anything' })}`);
    const first = search();
    await started.promise;
    const second = search();
    expect((await server.get(list(server.app))).status).toBe(200);
    embedding.resolve();
    expect((await first).status).toBe(200);
    expect((await second).status).toBe(200);
  });

  it('is refused once the line for searches is full', async () => {
    await using server = await open();
    const { workspaceId, services } = server.app;
    await block(services, 'searches', ofPerson(server));
    const refused = await server.get(`/trpc/search.query?${inputOf({ workspaceId, query: 'anything' })}`);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { data: { kind: 'limited', reason: 'budgets.searches' } } });
  });
});

describe('a stream', () => {
  const feed = ({ app }: HttpApp) => `/trpc/feed.changes?${inputOf({ workspaceId: app.workspaceId })}`;

  it.each([true, false])(
    'that is one too many says so by its status and in its first event (direct: %s)',
    async (direct) => {
      await using server = await httpApp({ settings: { budgets: { ...small, requests: 100 } } }, { direct });
      const streams = server.app.services.budgets.streams;
      const holder = ofPerson(server).holder;
      // four times as many as one socket may have
      const releases = Array.from({ length: 12 }, () => streams.take(holder));
      const refused = await server.get(feed(server), { headers: { accept: 'text/event-stream' } });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
      const events = await toEnd(eventsOf(refused));
      expect(events.map(({ event }) => event)).toEqual(['connected', 'serialized-error']);
      expect(JSON.parse(events[1]?.data ?? '')).toMatchObject({
        data: { kind: 'limited', reason: 'budgets.subscriptions', retryAfterMs: 5_000 },
      });
      releases[0]?.();
      expect((await server.get(feed(server))).status).toBe(200);
    },
  );

  it('gives its place back when its reader leaves', async () => {
    await using server = await httpApp({ settings: { budgets: { ...small, requests: 100 } } });
    for (let n = 0; n < 30; n += 1) {
      const left = new AbortController();
      const response = await server.get(feed(server), { signal: left.signal });
      expect(response.status).toBe(200);
      left.abort();
      await expect.poll(() => isFree(server)).toBe(true);
    }
  });
});

describe('a file', () => {
  it('is refused with 429 and Retry-After once the line of its reader is full', async () => {
    await using server = await open();
    const { id } = await server.app.upload(server.app.workspaceId, 'a.txt', 'Anything.');
    const blocked = await block(server.app.services, 'requests', ofPerson(server));
    const refused = await server.get(`/files/${id}`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect(await refused.json()).toMatchObject({ error: { data: { kind: 'limited', reason: 'budgets.requests' } } });
    blocked.release();
    expect(await (await server.get(`/files/${id}`)).text()).toBe('Anything.');
  });
});

describe('an upload', () => {
  const begin = ({ url, cookie, app }: HttpApp, name: string) => {
    const headers = { cookie, origin: url, 'x-workspace-id': app.workspaceId, 'x-file-name': name };
    const req = http.request(`${url}/trpc/files.upload`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
    });
    const answer = new Promise<{ status: number; retryAfter: string | undefined; text: string }>((resolve, reject) => {
      req.on('error', reject);
      req.on('response', async (res) => {
        let text = '';
        for await (const part of res) text += part;
        resolve({ status: res.statusCode ?? 0, retryAfter: res.headers['retry-after'], text });
      });
    });
    req.write('The beginning. ');
    return { req, answer };
  };

  it('that takes long lets other requests of its person pass; the next upload waits for it', async () => {
    await using server = await open();
    const first = begin(server, 'first.txt');
    await expect.poll(() => isFree(server, 'uploads')).toBe(false);
    const second = begin(server, 'second.txt');
    expect((await server.get(list(server.app))).status).toBe(200);
    second.req.end('The end.');
    first.req.end('The end.');
    expect([(await first.answer).status, (await second.answer).status]).toEqual([200, 200]);
  });

  it('is refused in the shape of every call once the line is full, and its bytes are not kept', async () => {
    await using server = await open();
    await block(server.app.services, 'uploads', ofPerson(server));
    const { req, answer } = begin(server, 'late.txt');
    req.end('The end.');
    const { status, retryAfter, text } = await answer;
    expect([status, retryAfter]).toEqual([429, '5']);
    expect(JSON.parse(text)).toMatchObject({ error: { data: { kind: 'limited', reason: 'budgets.uploads' } } });
    expect(await server.app.services.db.selectFrom('files').select('id').execute()).toEqual([]);
  });
});

/** Whether a stream or an upload of the person could begin at once. */
function isFree({ app }: HttpApp, what: 'streams' | 'uploads' = 'streams'): boolean {
  const { budgets } = app.services;
  const holder = `person ${app.user.id}`;
  return what === 'streams' ? budgets.streams.count(holder) === 0 : budgets.ofPerson.uploads.count(holder) === 0;
}
