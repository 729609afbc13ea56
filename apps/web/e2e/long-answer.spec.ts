import type { Page } from '@playwright/test';
import { answerOn, ask } from './app/ask.ts';
import { expect, test } from './app/test.ts';

const tokens = 20_000;

/** `work`: ms that the page's main thread has worked so far, scripts, layout and all. `length`: characters that the answer shows. */
type Sample = { work: number; length: number };

/** Asks past the test's own means: these look at the whole page each time, which is much work for it. */
async function samplerOf(page: Page): Promise<() => Promise<Sample & { busy: boolean }>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const expression = `JSON.stringify({
    length: document.querySelector('article .prose')?.textContent.length ?? 0,
    busy: document.querySelector('article')?.ariaBusy !== 'false',
  })`;
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const { result } = await session.send('Runtime.evaluate', { expression });
    const work = 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
    return { work, ...(JSON.parse(result.value as string) as { length: number; busy: boolean }) };
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
    await page.addInitScript(noteLongTasks);
    const asked = await ask(ada, `scripted:text=${text},tokens=${tokens},tps=2000,ttft=2000`);
    await page.goto(app.url + asked.path);
    await expect(answerOn(page)).toBeVisible();
    const sample = await samplerOf(page);
    const samples: Sample[] = [];
    await expect
      .poll(
        async () => {
          const { busy, ...now } = await sample();
          if (busy) samples.push(now);
          return busy;
        },
        { timeout: 60_000, intervals: [200] },
      )
      .toBe(false);
    const whole = samples.at(-1)?.length ?? 0;
    /** Work in ms for each 1,000 characters that came on the screen between two shares of the whole. */
    const costBetween = (from: number, to: number) => {
      const some = samples.filter(({ length }) => length >= whole * from && length <= whole * to);
      const [first, last] = [some[0], some.at(-1)];
      if (first === undefined || last === undefined || first.length === last.length)
        throw new Error('The answer came at once');
      return (1_000 * (last.work - first.work)) / (last.length - first.length);
    };
    const costs = { first: costBetween(0.02, 0.3), last: costBetween(0.72, 1) };
    const longTasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
    console.info(text, { ...costs, samples: samples.length, whole, longTasks: longTasks.join(' ') });
    // twice is what other work on the machine makes of it at most; to read the whole again for each word costs many times as much
    expect(costs.last).toBeLessThan(3 * costs.first);
  });
}
