import { parseArgs } from 'node:util';
import { startScriptedServer } from '@millrace/llm/scripted-server';
import { type Browser, chromium } from '@playwright/test';
import { type Product, startProduct } from './start-product.ts';

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '100' },
    texts: { type: 'string', default: 'words,markdown,table,code' },
  },
});
const [tokens, rate] = [Number(values.tokens), Number(values.rate)];

type Noted = { frames: { at: number; ms: number }[]; tasks: { at: number; ms: number }[] };

/** Runs in the page: the time between any two pictures of it, and its tasks of more than 50 ms. */
function note(): void {
  const noted: Noted = { frames: [], tasks: [] };
  Object.assign(window, { noted });
  let before = performance.now();
  const onFrame = (now: number) => {
    noted.frames.push({ at: now, ms: now - before });
    before = now;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) noted.tasks.push({ at: startTime, ms: duration });
  }).observe({ type: 'longtask' });
}

/** An answer as a reader sees it grow: the page of its conversation, from its first word to its last, by quarters of the time. */
async function measure(product: Product, browser: Browser, text: string): Promise<object[]> {
  const { client, workspaceId, url, cookie } = product;
  const { id: conversationId } = await client.conversations.create.mutate({ workspaceId });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = '', value = ''] = cookie.split(/=(.*)/);
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/w/${workspaceId}/chat/${conversationId}`);
  const model = `scripted:text=${text},tokens=${tokens},tps=${rate},ttft=1000`;
  await client.chat.send.mutate({ conversationId, text: 'Tell me', model });
  const answer = page.getByRole('article', { name: 'Answer' });
  await answer.locator('.prose').waitFor();
  await page.evaluate(note);
  await page.waitForFunction(
    () => document.querySelector('article[aria-label=Answer]')?.getAttribute('aria-busy') === 'false',
    undefined,
    { timeout: 30_000 + (2_000 * tokens) / rate, polling: 1_000 },
  );
  const { frames, tasks } = await page.evaluate(() => (window as unknown as { noted: Noted }).noted);
  await context.close();
  const begin = frames[0]?.at ?? 0;
  const quarter = ((frames.at(-1)?.at ?? 0) - begin) / 4;
  return [0, 1, 2, 3].map((n) => {
    const within = ({ at }: { at: number }) => at >= begin + n * quarter && at < begin + (n + 1) * quarter;
    const times = frames
      .filter(within)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    const share = (q: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0);
    const long = times.filter((ms) => ms > 50).length;
    return {
      ...{
        text,
        quarter: n + 1,
        frames: times.length,
        'p50 ms': share(0.5),
        'p99 ms': share(0.99),
        'max ms': share(1),
      },
      ...{ 'over 50 ms': long, '%': Math.round((1_000 * long) / times.length) / 10 },
      'long tasks': tasks.filter(within).length,
    };
  });
}

const scripted = await startScriptedServer();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
{
  await using product = await startProduct(scripted.url);
  for (const text of values.texts.split(',')) {
    console.log(`\n${tokens} tokens of ${text}, ${rate} a second`);
    console.table(await measure(product, browser, text));
  }
}
await browser.close();
await scripted.close();
