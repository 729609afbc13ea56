import { answerOn, ask, words } from './app/ask.ts';
import { expect, test } from './app/test.ts';

type Noted = { pictures: number; touched: number; longTasks: number[] };

/** Notes how often the answer changed on the screen, what of it changed that was written long ago, and tasks of more than 50 ms. */
function note(): void {
  const noted: Noted = { pictures: 0, touched: 0, longTasks: [] };
  Object.assign(window, { noted });
  const onChange = (changes: MutationRecord[]) => {
    noted.pictures += 1;
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const piece = element?.closest('article .prose > *');
      // the last is being written, the one before has just been finished
      if (piece?.nextElementSibling?.nextElementSibling) noted.touched += 1;
    }
  };
  new MutationObserver(onChange).observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
}

test('of an answer of 20,000 words, in one paragraph, only the end is drawn again as it grows', async ({
  app,
  ada,
  page,
}) => {
  await page.addInitScript(note);
  const asked = await ask(ada, 'scripted:tokens=20000,tps=4000,ttft=2000');
  await page.goto(app.url + asked.path);
  const prose = answerOn(page).locator('.prose');
  await expect(answerOn(page)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  expect(await prose.evaluate((shown) => shown.textContent)).toBe(words(20_000));
  const { pictures, touched, longTasks } = await page.evaluate(() => (window as unknown as { noted: Noted }).noted);
  console.info(`${pictures} changes of the page, ${longTasks.length} tasks above 50 ms: ${longTasks.join(' ')}`);
  const pieces = await prose.evaluate((shown) => [...shown.children].map(({ textContent }) => textContent.length));
  expect(Math.max(...pieces)).toBeLessThan(10_100);
  expect(touched).toBe(0);
});
