import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resolve } from '@millrace/egress/choose-address';
import { openPageEgress } from '@millrace/egress/open-page-egress';
import { groupMemory } from '@millrace/reading/pages/group-memory';
import { openPageRenderer, type RendererOptions } from '@millrace/reading/pages/page-renderer';
import { findBrowser } from '@millrace/reading/test/find-browser';
import { type Answer, openWebSite, text } from '@millrace/reading/test/web-site';
import { expect, onTestFinished, test } from 'vitest';
import { testLog } from '../../test/test-log.ts';

const program = findBrowser();
const options = { timeout: 180_000, skip: program === undefined };
const never = new AbortController().signal;

function open(allow: string, { resolve, ...more }: Partial<RendererOptions> & { resolve?: Resolve } = {}) {
  const { log, logged } = testLog();
  const renderer = openPageRenderer({
    ...{
      program: program ?? '',
      sandbox: false,
      openWays: () => openPageEgress({ allow, userAgent: 'Tests/1.0', ...(resolve && { resolve }) }),
      log,
      timeoutMs: 120_000,
      restlessMs: 100_000,
    },
    ...more,
  });
  onTestFinished(() => renderer.close());
  const pids = () =>
    logged.flatMap((line) =>
      line.message === 'a browser has started' && 'pid' in line.fields ? [Number(line.fields.pid)] : [],
    );
  return { renderer, pids, render: (address: string) => renderer.render(address, never) };
}
const html = (body: string): Answer =>
  text(`<!doctype html><html><body>${body}</body></html>`, 'text/html; charset=utf-8');
const hostOf = (url: string) => new URL(url).host;

/** Listens on the loopback, and nobody may come. */
async function openCanary() {
  let knocks = 0;
  const server = createServer((socket) => {
    knocks++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const udp = createSocket('udp4').on('message', () => knocks++);
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    udp.close();
  });
  return { port, knocks: () => knocks };
}

/** Runs in the page: tries every way out that a page has and tells the site when all of them have ended. */
const tryEverything = (hosts: string[]) => `
const ends = (target, ...names) => new Promise((end) => names.forEach((name) => target.addEventListener(name, end)));
const element = (name, about) => Object.assign(document.createElement(name), about);
const put = (made) => (document.body.append(made), ends(made, 'load', 'error'));
const tries = [];
// as long as this is under way the page is not at rest
fetch('/hold');
for (const host of ${JSON.stringify(hosts)}) {
  const url = 'http://' + host + '/canary';
  tries.push(fetch(url), fetch(url, { method: 'POST', body: 'x', mode: 'no-cors' }), fetch('/leads?to=' + encodeURIComponent(url)));
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url);
  tries.push(ends(xhr, 'loadend'));
  xhr.send();
  navigator.sendBeacon(url, 'x');
  tries.push(put(element('script', { src: url })), put(element('link', { rel: 'stylesheet', href: url })));
  for (const rel of ['prefetch', 'preload', 'preconnect', 'dns-prefetch', 'modulepreload', 'icon'])
    document.head.append(element('link', { rel, href: url, as: 'script' }));
  document.head.append(element('script', { type: 'speculationrules', textContent: JSON.stringify({ prerender: [{ source: 'list', urls: [url] }] }) }));
  for (const [name, about] of [['img', { src: url }], ['iframe', { src: url }], ['iframe', { srcdoc: '<img src="' + url + '"><script src="' + url + '"></script>' }], ['video', { src: url }], ['object', { data: url }], ['embed', { src: url }]])
    document.body.append(element(name, about));
  document.body.append(element('div', { style: 'background: url(' + url + ')' }));
  const socket = new WebSocket('ws://' + host + '/canary');
  tries.push(ends(socket, 'close'), import(url));
  const events = new EventSource(url);
  tries.push(ends(events, 'error'));
  const code = 'postMessage(1); fetch("' + url + '").finally(() => { const s = new WebSocket("ws://' + host + '/w"); s.onclose = () => postMessage(2); })';
  const worker = new Worker(URL.createObjectURL(new Blob([code])));
  tries.push(new Promise((end) => (worker.onmessage = ({ data }) => data === 2 && end())));
  const shared = new SharedWorker(URL.createObjectURL(new Blob(['fetch("' + url + '").finally(() => onconnect = null)'])));
  open(url);
  const form = element('form', { action: url, method: 'post' });
  document.body.append(form);
  form.submit();
  location.href = url;
  try {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: ['stun:' + host, 'turn:' + host + '?transport=tcp'], username: 'a', credential: 'b' }] });
    peer.createDataChannel('x');
    peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    tries.push(new Promise((end) => (peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && end())));
  } catch {}
  try {
    tries.push(new WebTransport('https://' + host + '/t').ready);
  } catch {}
}
if (navigator.serviceWorker) tries.push(navigator.serviceWorker.register('/worker.js'));
Promise.allSettled(tries).then((all) => fetch('/done').then(() => document.body.append('Tried ' + all.length + ' ways.')));
`;

test('a page that tries every way out reaches nobody but its own site', options, async () => {
  const canary = await openCanary();
  const there = `127.0.0.1:${canary.port}`;
  await using neighbour = await openWebSite(() => text('private'));
  let release = () => {};
  await using site = await openWebSite((path) => {
    if (path === '/hold')
      return (_request, response) => {
        release = () => response.end();
      };
    if (path === '/way.js')
      return text(
        tryEverything([there, `localhost:${canary.port}`, `rebinds.example:${canary.port}`, hostOf(neighbour.url)]),
        'text/javascript',
      );
    if (path.startsWith('/leads'))
      return (_request, response) => response.writeHead(302, { location: `http://${there}/led` }).end();
    if (path === '/worker.js') return text(`fetch('http://${there}/sw')`, 'text/javascript');
    if (path === '/done')
      return (_request, response) => {
        response.end();
        release();
      };
    return html(
      `<meta http-equiv="refresh" content="0; url=http://${there}/refreshed"><script src="/way.js" defer></script>`,
    );
  });
  // the neighbour is allowed too, but not to a page of another place
  const { render } = open(`${hostOf(site.url)}, ${hostOf(neighbour.url)}`, {
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  const rendered = await render(`${site.url}/`);
  expect(site.paths()).toContain('/done');
  expect(rendered).toMatch(/Tried \d+ ways/);
  expect(neighbour.paths()).toEqual([]);
  expect(canary.knocks()).toBe(0);
  const knock = connect(canary.port, '127.0.0.1');
  await expect.poll(canary.knocks).toBe(1);
  knock.destroy();
});

const made = (words: string) =>
  html(`<div id="a"></div><script>document.getElementById('a').textContent = '${words}'</script>`);
/** None of a browser's processes has any memory: they are gone. */
const isGone = (pid: number) => expect.poll(() => groupMemory(pid), { timeout: 60_000 }).toBe(0);

test('a page that never ends is cut, its browser with it, and the next page is rendered', options, async () => {
  await using site = await openWebSite((path) =>
    path === '/endless'
      ? html('<script>for (;;);</script>')
      : path === '/asks'
        ? html('<script>alert(confirm(prompt()))</script>Answered')
        : made('Words by script'),
  );
  const { renderer, pids, render } = open(hostOf(site.url), { timeoutMs: 20_000 });
  const [endless, next] = await Promise.allSettled([render(`${site.url}/endless`), render(`${site.url}/next`)]);
  expect(endless).toMatchObject({
    status: 'rejected',
    reason: { kind: 'invalid', message: expect.stringMatching(/longer than the limit of 20 seconds/) },
  });
  expect(next).toMatchObject({
    status: 'fulfilled',
    value: expect.stringContaining('<div id="a">Words by script</div>'),
  });
  expect(await render(`${site.url}/asks`)).toContain('Answered');
  const [first = 0, second = 0, ...more] = pids();
  expect(more).toEqual([]);
  await isGone(first);
  if (process.platform === 'linux') expect(await groupMemory(second)).toBeGreaterThan(0);
  await renderer.close();
  await isGone(second);
  await expect(render(`${site.url}/late`)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a page that takes more and more memory is cut', {
  ...options,
  skip: options.skip || process.platform !== 'linux',
}, async () => {
  // as long as one request is under way the page is not at rest
  await using site = await openWebSite((path) =>
    path === '/hold'
      ? () => {}
      : html(
          '<script>fetch("/hold"); const all = []; setInterval(() => all.push(new Uint8Array(33554432).fill(1)), 20)</script>',
        ),
  );
  const { render, pids } = open(hostOf(site.url), { maxMemoryMb: 1_500 });
  await expect(render(`${site.url}/`)).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringMatching(/memory|crashed|stopped while/),
  });
  await isGone(pids()[0] ?? 0);
});

test('a browser ends with the process that started it', {
  ...options,
  skip: options.skip || process.platform !== 'linux',
}, async () => {
  const from = import.meta.resolve('@millrace/reading/pages/browser-process');
  const script = `const { startBrowser } = await import(${JSON.stringify(from)});
    const browser = await startBrowser(${JSON.stringify(program)}, { sandbox: false });
    await browser.send('Browser.getVersion');
    console.log(browser.pid);
    setInterval(() => {}, 1000);`;
  // nobody is left to remove its profile
  const dir = await mkdtemp(join(tmpdir(), 'millrace-orphan-'));
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: dir },
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  expect(await groupMemory(pid)).toBeGreaterThan(0);
  parent.kill('SIGKILL');
  await isGone(pid);
  await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('a browser that does not start says so', async () => {
  const { render } = open('', { program: '/nowhere/chromium' });
  await expect(render('http://127.0.0.1:1/')).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/CRAWL_BROWSER/),
  });
});
