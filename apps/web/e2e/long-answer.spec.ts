import type { Page } from '@playwright/test';
import { answerOn, ask, ended } from './app/ask.ts';
import { expect, test } from './app/test.ts';

const tokens = 20_000;

/** What the page has worked so far, in ms: scripts, styles, layout and all else of its main thread. */
async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
}

/** Notes the tasks that kept the page from drawing for more than 50 ms. */
const noteLongTasks = () => {
  const long: number[] = [];
  Object.assign(window, { longTasks: long });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) long.push(Math.round(duration));
  }).observe({ type: 'longtask' });
};

for (const text of ['words', 'markdown']) {
  const name = { words: 'in one paragraph', markdown: 'of all kinds of Markdown' }[text];
  test(`an answer of 20,000 words ${name} costs no more at its end than at its beginning`, async ({
    app,
    ada,
    page,
  }) => {
    const asked = await ask(ada, `scripted:text=${text},tokens=${tokens},tps=2000,ttft=2000`);
    await page.addInitScript(noteLongTasks);
    await page.goto(app.url + asked.path);
    const work = await workOf(page);
    const prose = answerOn(page).locator('.prose');
    const length = () => prose.evaluate((shown) => shown.textContent.length);
    /** Work in ms for each 1,000 characters that came on the screen, in each half of a second. */
    const samples: { length: number; work: number }[] = [];
    await expect(prose).toBeVisible({ timeout: 30_000 });
    while ((await answerOn(page).getAttribute('aria-busy')) === 'true') {
      samples.push({ length: await length(), work: await work() });
      await page.waitForTimeout(250);
    }
    await ended(ada, asked);
    const whole = samples.at(-1)?.length ?? 0;
    const between = (from: number, to: number) => {
      const some = samples.filter((sample) => sample.length >= whole * from && sample.length <= whole * to);
      const [first, last] = [some[0], some.at(-1)];
      if (first === undefined || last === undefined || first === last) throw new Error('The answer came at once');
      return (1_000 * (last.work - first.work)) / (last.length - first.length);
    };
    const costs = { first: between(0.02, 0.22), last: between(0.8, 1) };
    const longTasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
    console.info(text, { ...costs, whole, longTasks });
    expect(costs.last).toBeLessThan(2 * costs.first);
  });
}
