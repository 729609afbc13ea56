import { testPassword } from '@millrace/features/test/test-app';
import { describe, expect, it } from 'vitest';
import { httpApp, rawRequest } from '../test/http-app.ts';

const inputOf = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;
type Refusal = { error: { message: string; data: { kind: string } } };
const jsonOf = (answer: Response) => answer.json() as Promise<Refusal>;

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
    await http.get('/join/secret-token-of-an-invitation');
    const lines = http.app.logged.filter((line) => line.message === 'request');
    expect(lines).toMatchObject([
      { level: 'info', fields: { method: 'GET', path: '/trpc/session.me', status: 200 } },
      { fields: { path: '/join/…' } },
    ]);
    expect(JSON.stringify(http.app.logged)).not.toMatch(new RegExp(`secret|${http.app.sessionToken()}`));
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

  const script = '<script>fetch("/trpc/session.me")</script>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;
  it.each([
    ['a web page with a script', 'page.html', `<!doctype html><html><body>${script}</body></html>`],
    ['XHTML with a drawing', 'page.xhtml', `<html xmlns="http://www.w3.org/1999/xhtml"><body>${svg}</body></html>`],
    ['a drawing with a script that says it is text', 'drawing.txt', `<?xml version="1.0"?>\n${svg}`],
    ['a PDF that is a web page too', 'both.pdf', `%PDF-1.7\n1 0 obj\n<</Length 9>>\n${script}\nendobj\n%%EOF`],
    ['a picture that is a web page too', 'both.gif', `GIF89a\x01\x00\x01\x00\x80\x00\x00/*${script}*/`],
    ['a Markdown text with a script', 'notes.md', `# Notes\n\n${script}`],
  ])('that is %s is only ever a download without any right', async (_, name, octets) => {
    await using http = await httpApp();
    const { id } = await http.app.upload(http.app.workspaceId, name, Buffer.from(octets, 'latin1'));
    for (const path of [`/files/${id}`, `/files/${id}?original=1`]) {
      for (const init of [{}, { method: 'HEAD' }, { headers: { range: 'bytes=0-9', accept: 'text/html' } }]) {
        const { status, headers } = await http.get(path, init);
        expect([200, 206]).toContain(status);
        expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
        expect(headers.get('x-frame-options')).toBe('DENY');
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
        expect(headers.get('content-type')).not.toMatch(/svg|xml|javascript/);
      }
    }
  });

  it('that is a drawing (SVG) by its name is not taken in at all', async () => {
    await using http = await httpApp();
    await expect(http.app.upload(http.app.workspaceId, 'drawing.svg', svg)).rejects.toMatchObject({
      data: { kind: 'invalid' },
    });
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
      disk: expect.stringMatching(/^(ok|low|full)$/),
      degraded: [expect.stringContaining('CONFIG SET appendonly yes')],
    });
    expect(ready.text).not.toContain('127.0.0.1');
    expect(await http.app.client.system.status.query()).toMatchObject({ degraded: [expect.anything()] });
  });
});
