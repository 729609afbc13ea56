import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { httpApp, rawRequest } from '../test/http-app.ts';

describe('the pages', () => {
  async function site() {
    const webDir = await mkdtemp(join(tmpdir(), 'millrace-site-'));
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Millrace</title>');
    await writeFile(join(webDir, 'assets/main-abc123.js'), 'export {}');
    const http = await httpApp({}, { webDir });
    return {
      http,
      webDir,
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

  it('are sent as the build has compressed them, and plain where it has not yet', async () => {
    await using opened = await site();
    const { webDir } = opened;
    const part = join(webDir, 'assets/main-abc123.js');
    await writeFile(`${part}.br`, brotliCompressSync('export {}'));
    await writeFile(`${part}.gz`, gzipSync('export {}'));
    await using http = await httpApp({}, { webDir });
    const get = (encoding: string) => http.get('/assets/main-abc123.js', { headers: { 'accept-encoding': encoding } });
    const encodingOf = async (encoding: string) => {
      const response = await get(encoding);
      expect(await response.text()).toBe('export {}');
      return response.headers.get('content-encoding');
    };
    expect(await encodingOf('gzip, br')).toBe('br');
    expect(await encodingOf('gzip')).toBe('gzip');
    expect(await encodingOf('identity')).toBeNull();
    await rm(`${part}.br`);
    expect(await encodingOf('gzip, br')).toBeNull();
  });

  it('may be built anew under a running server: an old part is not found, and nothing falls', async () => {
    await using opened = await site();
    const { http, webDir } = opened;
    expect((await http.get('/assets/main-abc123.js')).status).toBe(200);
    await rm(join(webDir, 'assets/main-abc123.js'));
    await rm(join(webDir, 'index.html'));
    expect((await http.get('/assets/main-abc123.js')).status).toBe(404);
    expect((await http.get('/chat/1', { headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await http.get('/healthz')).status).toBe(200);
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
