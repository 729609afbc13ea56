import { AppError } from '@millrace/contract/app-error';
import type { Log } from '@millrace/contract/log';
import { type BrowserProcess, startBrowser } from './browser-process.ts';
import { groupMemory } from './group-memory.ts';
import { openPageRequests, type PageWays } from './page-requests.ts';
import { renderPage } from './render-page.ts';

export type PageRenderer = {
  /** The HTML of a page after its scripts have run. Throws AppErrors: invalid (it hangs or is too much), unavailable (may pass). */
  render(address: string, signal: AbortSignal): Promise<string>;
  /** Ends the browser and what it renders. */
  close(): Promise<void>;
};

export type RendererOptions = {
  /** The path of a Chromium. */
  program: string;
  sandbox: boolean;
  /** Opens the ways out of one page; they are closed when it is done. */
  openWays: () => PageWays;
  log: Log;
  /** For one page, all in all, and until a page that never rests is taken as it is. */
  timeoutMs?: number;
  restlessMs?: number;
  maxMemoryMb?: number;
  idleMs?: number;
};

/** For a browser to start, on a machine that is busy. */
const startMs = 30_000;

const tooMuch = (message: string) => new AppError('invalid', 'crawl.unreadable-page', message);
const slow = (message: string) => new AppError('invalid', 'crawl.slow-page', message);
const stopped = () => new AppError('unavailable', 'crawl.render-stopped', 'Rendering this page was stopped.');

/** Renders one page at a time in a browser that starts with the first. One that a page was too much for is replaced. */
export function openPageRenderer(options: RendererOptions): PageRenderer {
  const { program, sandbox, openWays, log } = options;
  const { timeoutMs = 20_000, restlessMs = 12_000, maxMemoryMb = 2_048, idleMs = 60_000 } = options;
  const closing = new AbortController();
  let browser: Promise<BrowserProcess> | undefined;
  let current: BrowserProcess | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    const running = browser;
    browser = undefined;
    await (await running?.catch(() => undefined))?.kill();
  }

  async function start(): Promise<BrowserProcess> {
    const started = await startBrowser(program, { sandbox });
    const timer = setTimeout(() => void started.kill(), startMs);
    try {
      const { product } = await started.send('Browser.getVersion');
      log.info({ product, pid: started.pid }, 'a browser has started');
      void started.ended.then(() => {
        if (current === started) browser = undefined;
      });
      current = started;
      return started;
    } catch (cause) {
      await started.kill();
      throw new AppError(
        'unavailable',
        'crawl.no-browser',
        `The browser in CRAWL_BROWSER did not start (${program}). See docs/operations.md for what it needs.`,
        { cause },
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async function renderNow(address: string, signal: AbortSignal): Promise<string> {
    clearTimeout(idle);
    const over = Promise.withResolvers<never>();
    over.promise.catch(() => {});
    const stop = () => over.reject(stopped());
    const cut = new AbortController();
    signal.addEventListener('abort', stop, { once: true });
    const seconds = timeoutMs / 1_000;
    const tooSlow = `The scripts of this page took longer than the limit of ${seconds} seconds.`;
    let timer: NodeJS.Timeout | undefined;
    let memory: NodeJS.Timeout | undefined;
    const within = AbortSignal.any([signal, cut.signal]);
    const requests = openPageRequests({ address, ways: openWays(), timeoutMs, signal: within });
    try {
      signal.throwIfAborted();
      browser ??= start();
      const running = await Promise.race([browser, over.promise]);
      timer = setTimeout(() => over.reject(slow(tooSlow)), timeoutMs);
      void running.ended.then(() => over.reject(tooMuch('The browser stopped while it rendered this page.')));
      memory = setInterval(async () => {
        const size = await groupMemory(running.pid);
        if (size > maxMemoryMb * 1_048_576)
          over.reject(tooMuch(`Rendering this page needed more memory than the limit of ${maxMemoryMb} MB.`));
      }, 500);
      const html = await Promise.race([renderPage(running, address, requests, restlessMs), over.promise]);
      idle = setTimeout(() => void end(), idleMs).unref();
      return html;
    } catch (error) {
      // whatever the page is doing there, it does no longer
      await end();
      if (error instanceof AppError) throw error;
      if (signal.aborted) throw stopped();
      throw new AppError('unavailable', 'crawl.render', 'This page could not be rendered.', { cause: error });
    } finally {
      clearTimeout(timer);
      clearInterval(memory);
      signal.removeEventListener('abort', stop);
      cut.abort();
      requests.close();
    }
  }

  return {
    render(address, signal) {
      const all = AbortSignal.any([signal, closing.signal]);
      const done = line.then(() => renderNow(address, all));
      line = done.catch(() => {});
      return done;
    },
    async close() {
      closing.abort();
      clearTimeout(idle);
      await line;
      await end();
    },
  };
}
