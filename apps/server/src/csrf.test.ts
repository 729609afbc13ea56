import { describe, expect, it } from 'vitest';
import { httpApp, rawRequest } from '../test/http-app.ts';

const create = '/trpc/workspaces.create';
const wish = { name: 'Made by a request' };

const workspaceNames = async (http: Awaited<ReturnType<typeof httpApp>>) =>
  (await http.app.client.workspaces.list.query()).map((workspace) => workspace.name);

describe('a change of state', () => {
  it('is accepted from our own pages', async () => {
    await using http = await httpApp();
    for (const headers of [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none', origin: 'https://other.example' },
      { origin: http.url },
    ] as Record<string, string>[]) {
      expect((await http.post(create, wish, { headers })).status).toBe(200);
    }
    expect(await workspaceNames(http)).toContain(wish.name);
  });

  it('is refused from any other page, however its browser tells', async () => {
    await using http = await httpApp();
    const port = Number(new URL(http.url).port);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'something-new' },
      { origin: 'https://other.example' },
      { origin: `http://127.0.0.1:${port + 1}` },
      { origin: `http://localhost:${port}` },
      { origin: 'null' },
      { origin: '' },
    ] as Record<string, string>[]) {
      const answer = await http.post(create, wish, { headers });
      expect([headers, answer.status]).toEqual([headers, 403]);
      expect(await answer.json()).toMatchObject({
        error: { data: { kind: 'forbidden' }, message: expect.any(String) },
      });
    }
    expect(await workspaceNames(http)).not.toContain(wish.name);
  });

  it('is accepted from the public address when that is another one', async () => {
    await using http = await httpApp({}, { publicUrl: 'https://millrace.example.org' });
    const from = (origin: string) => http.post(create, wish, { headers: { origin } });
    expect((await from('https://millrace.example.org')).status).toBe(200);
    expect((await from('https://evil.example.org')).status).toBe(403);
  });

  it('needs no origin with a key nor from a script, and needs one from a browser with a cookie', async () => {
    await using http = await httpApp();
    const { workspaceId } = http.app;
    const { key } = await http.app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'owner' });
    const rename = (headers: Record<string, string>) =>
      fetch(`${http.url}/trpc/workspaces.rename`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ workspaceId, name: 'Renamed' }),
      });
    expect((await rename({ authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await rename({ cookie: http.cookie })).status).toBe(200);
    const refused = await rename({ cookie: http.cookie, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('Origin');
  });

  it('comes by POST with JSON or octets, as no form can send', async () => {
    await using http = await httpApp();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      expect((await http.post(create, wish, { headers: { 'content-type': type } })).status).toBe(415);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await http.post(create, wish, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    }
    const byLink = await http.get(`${create}?input=${encodeURIComponent(JSON.stringify(wish))}`);
    expect(byLink.status).toBe(405);
    expect(await workspaceNames(http)).not.toContain(wish.name);
  });
});

describe('reading', () => {
  it('is refused to scripts of other sites, while their links may lead here', async () => {
    await using http = await httpApp();
    const read = (site: string, mode: string) =>
      rawRequest(`${http.url}/trpc/session.me`, { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } });
    expect((await read('cross-site', 'cors')).status).toBe(403);
    expect((await read('same-site', 'no-cors')).status).toBe(403);
    expect((await read('same-origin', 'cors')).status).toBe(200);
    expect((await read('cross-site', 'navigate')).status).toBe(200);
  });

  it('is answered under no name but a loopback one, so that no other name can be pointed here', async () => {
    await using http = await httpApp();
    const port = new URL(http.url).port;
    const asked = (host: string) => rawRequest(`${http.url}/trpc/session.me`, { headers: { host } });
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect([host, (await asked(host)).status]).toEqual([host, 200]);
    }
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example']) {
      expect([host, (await asked(host)).status]).toEqual([host, 421]);
    }
  });
});
