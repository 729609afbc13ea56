import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPassword } from '@millrace/features/test/test-app';
import { describe, expect, it } from 'vitest';
import { eventsOf, httpApp, rawRequest, toEnd } from '../test/http-app.ts';

const mega = 1024 * 1024;
const inputOf = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

type Refusal = { error: { message: string; data: { kind: string } } };
const jsonOf = (answer: Response) => answer.json() as Promise<Refusal>;

/** A body whose length is not announced. */
const unannounced = (bytes: number) =>
  new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += mega)
        controller.enqueue(new Uint8Array(Math.min(mega, bytes - sent)).fill(97));
      controller.close();
    },
  });

describe('signing in over HTTP', () => {
  it('sets a cookie that scripts cannot read and other sites do not send, and takes it away again', async () => {
    await using http = await httpApp();
    const login = { email: 'ada@example.org', password: testPassword };
    const answer = await http.post('/trpc/session.signIn', login, { headers: { cookie: '' } });
    const [set = ''] = answer.headers.getSetCookie();
    expect(set).toMatch(/^millrace_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/);
    expect(set).not.toContain('Secure');
    const cookie = set.split(';')[0] as string;
    const me = await http.get('/trpc/session.me', { headers: { cookie } });
    expect(await me.json()).toMatchObject({ result: { data: { user: { name: 'ada' } } } });
    const out = await http.post('/trpc/session.signOut', undefined, { headers: { cookie } });
    expect(out.headers.getSetCookie()[0]).toMatch(/^millrace_session=; .*Expires=Thu, 01 Jan 1970/);
    const after = await http.get('/trpc/session.me', { headers: { cookie } });
    expect(await after.json()).toMatchObject({ result: { data: { user: null } } });
  });

  it('binds the cookie to the host and to TLS where the public address is https', async () => {
    await using http = await httpApp({ settings: { secureCookies: true } });
    const login = { email: 'ada@example.org', password: testPassword };
    const answer = await http.post('/trpc/session.signIn', login, { headers: { cookie: '' } });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-millrace_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure/,
    );
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    const planted = http.cookie.replace('__Host-', '');
    const me = await http.get('/trpc/session.me', { headers: { cookie: planted } });
    expect(await me.json()).toMatchObject({ result: { data: { user: null } } });
  });
});

describe('every answer', () => {
  it('carries the strict headers, whatever it is', async () => {
    await using http = await httpApp();
    for (const path of ['/', '/healthz', '/trpc/session.me', '/trpc/no.such', '/files/x', '/assets/none.js']) {
      const { headers } = await http.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'self'",
        "script-src 'self';",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
    }
  });

  it('says in words what is wrong, in the shape that the client reads', async () => {
    await using http = await httpApp();
    const unknown = await http.get('/trpc/no.such');
    expect([unknown.status, (await jsonOf(unknown)).error.data.kind]).toEqual([404, 'not-found']);
    const broken = await http.post('/trpc/workspaces.create', undefined, { body: '{"name": ' });
    expect(broken.status).toBe(400);
    const { error } = await jsonOf(broken);
    expect(error.data.kind).toBe('invalid');
    expect(error.message).toMatch(/^The request is not valid JSON: /);
    const missing = await http.post('/trpc/workspaces.create', {});
    expect((await jsonOf(missing)).error.data).toMatchObject({
      kind: 'invalid',
      fields: { name: [expect.any(String)] },
    });
  });

  it('comes for a handful of calls at once, not for any number', async () => {
    await using http = await httpApp();
    const batch = (calls: number) =>
      http.get(`/trpc/${Array.from({ length: calls }, () => 'session.me').join(',')}?batch=1&${inputOf({})}`);
    expect((await batch(20)).status).toBe(200);
    expect((await batch(51)).status).toBe(400);
  });

  it('is logged once, without what people wrote and who they are', async () => {
    await using http = await httpApp();
    await http.get(`/trpc/session.me?${inputOf('a secret question')}`);
    const lines = http.app.logged.filter((line) => line.message === 'request');
    expect(lines).toMatchObject([{ level: 'info', fields: { method: 'GET', path: '/trpc/session.me', status: 200 } }]);
    expect(JSON.stringify(http.app.logged)).not.toMatch(new RegExp(`secret|${http.app.sessionToken()}`));
  });
});

describe('a body that is too large', () => {
  it('is refused in words when it is a chat message of a megabyte', async () => {
    await using http = await httpApp();
    const { id } = await http.app.client.conversations.create.mutate({ workspaceId: http.app.workspaceId });
    const answer = await http.post('/trpc/chat.send', { conversationId: id, text: 'a'.repeat(mega) });
    expect(answer.status).toBe(400);
    expect((await jsonOf(answer)).error.data).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('32,000'),
    });
  });

  it.each([
    ['announced', () => JSON.stringify({ name: 'a'.repeat(3 * mega) })],
    ['not announced', () => unannounced(30 * mega)],
  ])('is refused with 413 when it is JSON of megabytes, %s, and the client gets to read it', async (_, body) => {
    await using http = await httpApp();
    const init = { body: body(), duplex: 'half' } as RequestInit;
    const answer = await http.post('/trpc/workspaces.create', undefined, init);
    expect(answer.status).toBe(413);
    expect((await jsonOf(answer)).error).toMatchObject({
      message: expect.stringContaining('2 MB'),
      data: { code: 'PAYLOAD_TOO_LARGE', httpStatus: 413, kind: 'invalid', reason: 'http.body-too-large' },
    });
  });

  it('takes a whole text block of two million letters of three bytes', async () => {
    await using http = await httpApp();
    const text = 'नमस्ते। '.repeat(250_000);
    const { workspaceId } = http.app;
    const answer = await http.post('/trpc/sources.create', { workspaceId, kind: 'text', title: 'Long', text });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['announced', () => new Uint8Array(3 * mega)],
    ['not announced', () => unannounced(30 * mega)],
  ])('is refused as an upload above the limit, %s, and nothing of it is kept', async (_, body) => {
    await using http = await httpApp({ settings: { maxUploadBytes: mega } });
    const headers = {
      'content-type': 'application/octet-stream',
      'x-workspace-id': http.app.workspaceId,
      'x-file-name': 'large.txt',
    };
    const init = { headers, body: body(), duplex: 'half' } as RequestInit;
    const answer = await http.post('/trpc/files.upload', undefined, init);
    expect([400, 413]).toContain(answer.status);
    expect((await jsonOf(answer)).error).toMatchObject({
      message: expect.stringContaining('1 MB'),
      data: { kind: 'invalid', reason: 'files.too-large' },
    });
    expect(await http.app.services.db.selectFrom('files').select('id').execute()).toEqual([]);
  });

  it('does not gather in memory for somebody who may not upload', async () => {
    await using http = await httpApp({ settings: { maxUploadBytes: 1_000 * mega } });
    const headers = { 'content-type': 'application/octet-stream', 'x-workspace-id': http.app.workspaceId, cookie: '' };
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          if (pulled > 100) controller.close();
          else controller.enqueue(new Uint8Array(mega));
        },
      },
      { highWaterMark: 0 },
    );
    const before = process.memoryUsage().arrayBuffers;
    const init = { headers, body, duplex: 'half' } as RequestInit;
    const answer = await http.post('/trpc/files.upload', undefined, init);
    expect(answer.status).toBe(401);
    await answer.text();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * mega);
  });
});

describe('a file', () => {
  it('comes back to members as a download, in ranges, and to nobody else', async () => {
    await using http = await httpApp();
    const { id } = await http.app.upload(http.app.workspaceId, 'note.txt', 'Hello, Millrace');
    const whole = await http.get(`/files/${id}`);
    expect(await whole.text()).toBe('Hello, Millrace');
    expect(whole.headers.get('content-disposition')).toContain('attachment');
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const part = await http.get(`/files/${id}`, { headers: { range: 'bytes=7-' } });
    expect([part.status, await part.text()]).toEqual([206, 'Millrace']);
    const grace = await http.app.as('grace');
    const asGrace = await http.get(`/files/${id}`, { headers: { cookie: `millrace_session=${grace.sessionToken()}` } });
    expect(asGrace.status).toBe(404);
    expect((await http.get(`/files/${id}`, { headers: { cookie: '' } })).status).toBe(401);
    for (const path of ['/files/..%2f..%2fetc%2fpasswd', '/files/%00', '/files/nothing']) {
      expect((await http.get(path)).status).toBe(404);
    }
  });
});

describe('a stream', () => {
  const feedOf = (http: Awaited<ReturnType<typeof httpApp>>) =>
    http.get(`/trpc/jobs.feed?${inputOf({ workspaceId: http.app.workspaceId })}`);

  it('ends with the reason when the session expires in the middle', { timeout: 10_000 }, async () => {
    await using http = await httpApp();
    const events = eventsOf(await feedOf(http));
    expect((await events.next()).value).toMatchObject({ event: 'connected' });
    await http.app.services.db
      .updateTable('sessions')
      .set({ expiresAt: new Date(0) })
      .execute();
    const rest = await toEnd(events);
    expect(rest.at(-1)?.event).toBe('serialized-error');
    expect(JSON.parse(rest.at(-1)?.data ?? '')).toMatchObject({ data: { kind: 'unauthenticated' } });
  });

  it('ends with the reason when its watcher is taken out of the workspace', { timeout: 10_000 }, async () => {
    await using http = await httpApp();
    const events = eventsOf(await feedOf(http));
    await events.next();
    await http.app.services.db.deleteFrom('members').where('userId', '=', http.app.user.id).execute();
    const rest = await toEnd(events);
    expect(JSON.parse(rest.at(-1)?.data ?? '')).toMatchObject({ data: { kind: 'not-found' } });
  });

  it('ends at once when the server stops, without the event that says it is over, so that the client comes back', async () => {
    await using http = await httpApp();
    const events = eventsOf(await feedOf(http));
    await events.next();
    const closed = http.close();
    const rest = await toEnd(events);
    expect(rest.map((event) => event.event)).not.toContain('return');
    await closed;
    await expect(http.get('/healthz')).rejects.toThrow();
  });

  it('begins with an error for whoever may not watch', async () => {
    await using http = await httpApp();
    const grace = await http.app.as('grace');
    const path = `/trpc/jobs.feed?${inputOf({ workspaceId: grace.workspaceId })}`;
    const events = await toEnd(eventsOf(await http.get(path)));
    expect(events.map((event) => event.event)).toEqual(['connected', 'serialized-error']);
  });
});

describe('health', () => {
  it('is told to anybody, with the cure for what is degraded and without names of hosts', async () => {
    await using http = await httpApp();
    expect(await (await fetch(`${http.url}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await rawRequest(`${http.url}/readyz`, { headers: { host: 'probe.internal' } });
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.text)).toEqual({
      status: 'degraded',
      database: 'up',
      redis: 'up',
      degraded: [expect.stringContaining('CONFIG SET appendonly yes')],
    });
    expect(ready.text).not.toContain('127.0.0.1');
    expect(await http.app.client.system.status.query()).toMatchObject({ degraded: [expect.anything()] });
  });
});

describe('the pages', () => {
  async function site() {
    const webDir = await mkdtemp(join(tmpdir(), 'millrace-site-'));
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Millrace</title>');
    await writeFile(join(webDir, 'assets/main-abc123.js'), 'export {}');
    const http = await httpApp({}, { webDir });
    return {
      http,
      async [Symbol.asyncDispose]() {
        await http[Symbol.asyncDispose]();
        await rm(webDir, { recursive: true });
      },
    };
  }

  it('are asked for anew each time, their hashed parts never', async () => {
    await using opened = await site();
    const { http } = opened;
    const page = await http.get('/');
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const part = await http.get('/assets/main-abc123.js');
    expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('stand behind every address that a person goes to, and behind none that looks for a part', async () => {
    await using opened = await site();
    const { http } = opened;
    const navigation = { headers: { accept: 'text/html,*/*' } };
    for (const path of ['/chat/123', '/settings?tab=keys', '/sources/some.name']) {
      const page = await http.get(path, navigation);
      expect([path, page.status, await page.text()]).toEqual([path, 200, expect.stringContaining('<title>Millrace')]);
    }
    for (const path of ['/assets/old-hash.js', '/trpc', '/files', '/files/']) {
      const answer = await http.get(path, { headers: { accept: 'text/html' } });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    for (const accept of ['application/json', 'image/avif,*/*', '*/*']) {
      expect((await http.get('/chat/123', { headers: { accept } })).status).toBe(404);
    }
    const outside = await rawRequest(`${http.url}/..%2f..%2fetc/passwd`, {});
    expect(outside.status).toBe(404);
  });
});
