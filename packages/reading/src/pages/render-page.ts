import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import type { BrowserEvent, BrowserProcess } from './browser-process.ts';
import { decodePage } from './decode-page.ts';
import type { PageRequests } from './page-requests.ts';

type Paused = {
  requestId: string;
  request: { url: string; method: string; headers: Record<string, string> };
  resourceType: string;
  frameId: string;
};

/** What a text is made of; pictures, sounds, fonts, frames and whatever stays open is not. */
const wanted = new Set(['Script', 'Stylesheet', 'XHR', 'Fetch']);
const isPart = (type: string, headers: Record<string, string>): boolean =>
  wanted.has(type) && !Object.values(headers).includes('text/event-stream');
/** A page rests when it is parsed and so long nothing is under way; one that wants to go elsewhere may never be parsed to its end. */
const quietMs = 1_000;
const quietUnparsedMs = 4_000;
const maxHtmlLength = 10_485_760;
const lookEveryMs = 50;

/** They connect by ways of their own. Nothing would come of it here; so they do not even try. */
const noDirectWays = `for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) delete globalThis[name];`;

/**
 * Opens a page in a context of its own, with its requests answered by `requests`, and takes its HTML once it rests; after `restlessMs`
 * as it is then, since some never do. Throws when it cannot; whether the page's scripts ever end is for the caller to watch.
 */
export async function renderPage(
  browser: BrowserProcess,
  address: string,
  requests: PageRequests,
  restlessMs: number,
): Promise<string> {
  const { browserContextId } = await browser.send('Target.createBrowserContext', { disposeOnDetach: true });
  await browser.send('Browser.setDownloadBehavior', { behavior: 'deny', browserContextId });
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = (await browser.send('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string;
  };
  const send = (method: string, params: Record<string, unknown> = {}) => browser.send(method, params, sessionId);
  const state = { parsed: false, crashed: false, active: 0, last: performance.now(), documents: 0 };
  let unread: AppError | undefined;

  /** The page's address is its own; it leads nowhere else, and does not come back more than some scripts need. */
  const document = async ({ requestId, request }: Paused) => {
    if (new URL(request.url).href !== new URL(address).href || request.method !== 'GET' || ++state.documents > 3)
      return send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    const answer = await requests.ask(request).catch((error: AppError) => {
      unread = error;
      throw error;
    });
    const [type = '', parameters] = (answer.headers['content-type'] ?? '').split(/;(.*)/s);
    if (answer.status !== 200 || !/^(text\/html|application\/xhtml\+xml)$/i.test(type.trim())) {
      unread = again(`the site returned a different response to the second request (HTTP ${answer.status})`);
      return send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    }
    unread = undefined;
    const body = Buffer.from(decodePage(answer.body, parameters).text).toString('base64');
    const responseHeaders = [{ name: 'content-type', value: `${type.trim()}; charset=utf-8` }];
    return send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
  };
  const part = async ({ requestId, request }: Paused) => {
    const { status, headers, body } = await requests.ask(request);
    const responseHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
    const params = { requestId, responseCode: status, responseHeaders, body: body.toString('base64') };
    return send('Fetch.fulfillRequest', params);
  };
  const answer = async (paused: Paused) => {
    const { requestId, resourceType, frameId, request } = paused;
    const isDocument = resourceType === 'Document' && frameId === targetId;
    if (!isDocument && !isPart(resourceType, request.headers))
      return send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    state.active++;
    try {
      return await (isDocument ? document(paused) : part(paused));
    } catch {
      // refused, broken off, or of a page that is gone
      return await send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    } finally {
      state.active--;
      state.last = performance.now();
    }
  };
  const listen = (event: BrowserEvent) => {
    if (event.sessionId !== sessionId) return;
    if (event.method === 'Fetch.requestPaused') answer(event.params as Paused).catch(() => {});
    if (event.method === 'Page.domContentEventFired') state.parsed = true;
    if (event.method === 'Inspector.targetCrashed') state.crashed = true;
    if (event.method === 'Page.javascriptDialogOpening')
      send('Page.handleJavaScriptDialog', { accept: false }).catch(() => {});
  };

  const ignore = browser.onEvent(listen);
  try {
    await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await send('Page.enable');
    await send('Inspector.enable');
    await send('Network.enable');
    await send('Network.setBypassServiceWorker', { bypass: true });
    await send('Page.addScriptToEvaluateOnNewDocument', { source: noDirectWays });
    const started = performance.now();
    await send('Page.navigate', { url: address });
    for (;;) {
      const now = performance.now();
      if (state.crashed)
        throw new AppError('invalid', 'crawl.unreadable-page', 'The scripts of this page crashed its browser.');
      const quiet = state.active === 0 ? now - state.last : 0;
      const rests = quiet >= (state.parsed ? quietMs : quietUnparsedMs);
      if (unread || rests || now - started >= restlessMs) break;
      await sleep(lookEveryMs);
    }
    if (unread) throw unread;
    const { root } = (await send('DOM.getDocument', { depth: 0 })) as { root: { nodeId: number } };
    const { outerHTML } = (await send('DOM.getOuterHTML', { nodeId: root.nodeId })) as { outerHTML: string };
    await browser.send('Target.disposeBrowserContext', { browserContextId });
    if (outerHTML.length > maxHtmlLength)
      throw new AppError('invalid', 'egress.too-large', 'The page that the scripts produce is larger than the limit.');
    return outerHTML;
  } finally {
    ignore();
  }
}

const again = (why: string) => new AppError('unavailable', 'crawl.render', `This page could not be rendered: ${why}.`);
