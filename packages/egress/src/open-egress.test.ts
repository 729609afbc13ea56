import http from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { AppError } from '@millrace/contract/app-error';
import { expect, test } from 'vitest';
import { open, openCanary, openSite, portOf, textOf } from '../test/site.ts';
import { type EgressOptions, openEgress } from './open-egress.ts';

/** Spellings of this machine and of other places that no page of the internet is at. `P` stands for the canary's port. */
const forbidden = [
  'http://127.0.0.1:P/',
  'http://127.1:P/',
  'http://127.0.1:P/',
  'http://2130706433:P/',
  'http://0x7f000001:P/',
  'http://0x7f.1:P/',
  'http://0177.0.0.1:P/',
  'http://017700000001:P/',
  'http://127.0.0.1.:P/',
  'http://0:P/',
  'http://0.0.0.0:P/',
  'http://127.255.255.254:P/',
  'http://[::1]:P/',
  'http://[::]:P/',
  'http://[0:0:0:0:0:0:0:1]:P/',
  'http://[::ffff:127.0.0.1]:P/',
  'http://[::ffff:7f00:1]:P/',
  'http://[::127.0.0.1]:P/',
  'http://[64:ff9b::7f00:1]:P/',
  'http://[64:ff9b::127.0.0.1]:P/',
  'http://[2002:7f00:1::]:P/',
  'http://[2001:0:7f00:1::]:P/',
  'http://[fd00::1]:P/',
  'http://[fe80::1]:P/',
  'http://[fc00::1]:P/',
  'http://[ff02::1]:P/',
  'http://[2001:db8::1]:P/',
  'http://[100::1]:P/',
  'http://[5f00::1]:P/',
  'http://10.0.0.1:P/',
  'http://10.255.255.255:P/',
  'http://172.16.0.1:P/',
  'http://172.31.255.255:P/',
  'http://192.168.0.1:P/',
  'http://100.64.0.1:P/',
  'http://100.127.255.255:P/',
  'http://169.254.169.254/latest/meta-data/',
  'http://192.0.0.1:P/',
  'http://192.0.2.1:P/',
  'http://198.18.0.1:P/',
  'http://198.51.100.1:P/',
  'http://203.0.113.1:P/',
  'http://224.0.0.1:P/',
  'http://240.0.0.1:P/',
  'http://255.255.255.255:P/',
  'http://localhost:P/',
  'http://LOCALHOST:P/',
  'http://inside.test:P/',
  'http://inside6.test:P/',
  'http://mixed.test:P/',
  'http://mapped.test:P/',
  'http://metadata.google.internal/',
  'http://１２７.０.０.１:P/',
  'http://127。0。0。1:P/',
  'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:P/',
  'http://user:pass@127.0.0.1:P/',
  'http://example.org@127.0.0.1:P/',
  'http://127.0.0.1:P\\@example.org/',
  'http://127.0.0.1%00.example.org:P/',
  'https://127.0.0.1:P/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:P/',
  'ftp://127.0.0.1:P/',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'http://93.184.216.34:22/',
  'http://93.184.216.34:6379/',
  'http://[::1%25lo]:P/',
  '//127.0.0.1:P/',
  'http://',
];

test('S12: 70 spellings of forbidden targets get no connection at all', async () => {
  await using canary = await openCanary();
  const egress = open();
  expect(forbidden.length).toBeGreaterThanOrEqual(60);
  for (const spelling of forbidden) {
    for (const port of [canary.port, canary.port6]) {
      const url = spelling.replace('P', String(port));
      await expect(egress.fetch(url, { timeoutMs: 3_000 }), url).rejects.toMatchObject({
        kind: expect.stringMatching(/forbidden|invalid/),
      });
    }
  }
  expect(canary.connections()).toBe(0);
  egress.close();
});

test('S12: a redirect of an allowed site is checked like any address, on every hop', async () => {
  await using canary = await openCanary();
  let to = '';
  let status = 302;
  await using site = await openSite((request, response) => {
    if (request.url === '/twice') response.writeHead(status, { location: '/once' }).end();
    else response.writeHead(status, { location: to }).end();
  });
  const egress = open(site.allow);
  for (status of [301, 302, 303, 307, 308]) {
    for (const spelling of forbidden.filter((url) => url.startsWith('http'))) {
      to = encodeURI(
        decodeURI(spelling.replace('P', String(canary.port)).replace('%00', '%2500').replace('%25', '%2525')),
      );
      await expect(egress.fetch(`${site.url}/twice`), spelling).rejects.toMatchObject({
        kind: expect.stringMatching(/forbidden|invalid/),
      });
    }
  }
  expect(canary.connections()).toBe(0);
  egress.close();
});

test('S12: a name that changes its address after the check is not asked for again', async () => {
  await using canary = await openCanary();
  let asked = 0;
  const rebinding: EgressOptions['resolve'] = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }];
  };
  // the first answer stands for a public address: a documentation block, allowed here so that the check passes
  const egress = openEgress({ allow: '192.0.2.0/24', userAgent: 'Test/1', resolve: rebinding });
  await expect(egress.fetch(`http://rebind.test:${canary.port}/`, { timeoutMs: 1_000 })).rejects.toMatchObject({
    kind: 'unavailable',
  });
  expect(asked).toBe(1);
  expect(canary.connections()).toBe(0);
  egress.close();
});

test('an allowed site is reached, by name, by address or by block, and says who asks', async () => {
  let agent: string | undefined;
  await using site = await openSite((request, response) => {
    agent = request.headers['user-agent'];
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<p>hello</p>');
  });
  const port = new URL(site.url).port;
  for (const allow of [site.allow, `127.0.0.1:${port}`, '127.0.0.0/8']) {
    const egress = open(allow);
    const response = await egress.fetch(`${site.url}/page`, { accept: ['text/html'] });
    expect(response.status).toBe(200);
    expect(await textOf(response.body)).toBe('<p>hello</p>');
    egress.close();
  }
  expect(agent).toContain('mailto:ops@example.org');
  const other = open(`site.test:1`);
  await expect(other.fetch(site.url)).rejects.toMatchObject({ kind: 'forbidden' });
});

test('bodies are decoded, and a bomb is cut at its limit, on the wire and decoded', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  await using site = await openSite((request, response) => {
    if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
    else if (request.url === '/br')
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('packed'));
    else if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    else if (request.url === '/chain') response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb);
    else if (request.url === '/damaged') response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
    else response.end(Buffer.alloc(3_000_000));
  });
  const egress = open(site.allow);
  const read = async (path: string) =>
    textOf((await egress.fetch(`${site.url}${path}`, { maxBytes: 1_000_000, maxDecodedBytes: 2_000_000 })).body);
  expect(await read('/gzip')).toBe('packed');
  expect(await read('/br')).toBe('packed');
  await expect(read('/bomb')).rejects.toMatchObject({ reason: 'egress.too-large' });
  await expect(read('/large')).rejects.toMatchObject({ reason: 'egress.too-large' });
  await expect(read('/chain')).rejects.toMatchObject({ reason: 'egress.encoding' });
  await expect(read('/damaged')).rejects.toMatchObject({ reason: 'egress.broken-body' });
  egress.close();
});

test('a server that drips, one that never answers and one that redirects for ever end in bounded time', async () => {
  const dripping = new Set<NodeJS.Timeout>();
  await using site = await openSite((request, response) => {
    if (request.url?.startsWith('/loop')) return response.writeHead(302, { location: `/loop?${Math.random()}` }).end();
    if (request.url === '/drip') {
      response.writeHead(200);
      dripping.add(setInterval(() => response.write('.'), 50));
    }
    return undefined;
  });
  const egress = open(site.allow);
  await expect(egress.fetch(`${site.url}/never`, { timeoutMs: 300 })).rejects.toMatchObject({
    reason: 'egress.timeout',
  });
  const drip = await egress.fetch(`${site.url}/drip`, { timeoutMs: 500 });
  await expect(textOf(drip.body)).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(egress.fetch(`${site.url}/loop`)).rejects.toMatchObject({ reason: 'egress.redirects' });
  for (const timer of dripping) clearInterval(timer);
  egress.close();
});

test('what is not on the list of types is refused before its body, and a cancel closes the line', async () => {
  let closed = false;
  await using site = await openSite((request, response) => {
    request.socket.once('close', () => {
      closed = true;
    });
    if (request.url === '/type') response.setHeader('content-type', 'application/x-msdownload').end('MZ');
  });
  const egress = open(site.allow);
  await expect(egress.fetch(`${site.url}/type`, { accept: ['text/html', 'image/*'] })).rejects.toMatchObject({
    reason: 'egress.type',
  });
  const cancel = new AbortController();
  const pending = egress.fetch(`${site.url}/wait`, { signal: cancel.signal });
  setTimeout(() => cancel.abort(), 50);
  await expect(pending).rejects.toMatchObject({ kind: 'cancelled' });
  await expect.poll(() => closed).toBe(true);
  egress.close();
});

test('a redirect that is asked for as such is the answer, and nobody goes there', async () => {
  const asked: string[] = [];
  const server = http
    .createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(301, { location: '/next' }).end();
    })
    .listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const egress = openEgress({ allow: '127.0.0.1', userAgent: 'test' });
  const response = await egress.fetch(`http://127.0.0.1:${portOf(server)}/first`, { redirect: 'manual' });
  response.discard();
  expect([response.status, response.headers.location, asked]).toEqual([301, '/next', ['/first']]);
  egress.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('whoever speaks another protocol is told where to connect: within his reach, on any port, never to metadata', async () => {
  const egress = openEgress({
    allow: 'ollama.test:11434',
    userAgent: 'test',
    resolve: async (host) => {
      const address = { 'models.test': '93.184.216.34', 'link.test': '169.254.169.254' }[host] ?? '10.1.2.3';
      return [{ address, family: 4 }];
    },
  });
  const locate = async (url: string, reach: 'public' | 'private') =>
    egress.locate(new URL(url), reach).then(
      ({ address }) => address,
      (error: AppError) => error.kind,
    );
  expect(await locate('https://models.test:8443/v1', 'public')).toBe('93.184.216.34');
  for (const url of [
    'http://inside.test/v1',
    'http://127.0.0.1:11434/v1',
    'http://[::1]:11434/v1',
    'http://[fd00::1]/',
  ]) {
    expect(await locate(url, 'public'), url).toBe('forbidden');
    expect(await locate(url, 'private'), url).not.toBe('forbidden');
  }
  expect(await locate('http://ollama.test:11434/v1', 'public')).toBe('10.1.2.3');
  const never = [
    '169.254.169.254',
    '100.100.100.200',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
    '2852039166',
  ];
  for (const host of [...never, 'link.test'])
    expect(await locate(`http://${host}/v1`, 'private'), host).toBe('forbidden');
  egress.close();
});
