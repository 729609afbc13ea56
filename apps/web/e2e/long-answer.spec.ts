import { answerOn, ask, words } from './app/ask.ts';
import { expect, test } from './app/test.ts';

type Noted = { pictures: number; touched: number; longTasks: number[] };

/** Notes how often the answer changed on the screen, how often what was finished changed, and tasks of more than 50 ms. */
function note(): void {
  const noted: Noted = { pictures: 0, touched: 0, longTasks: [] };
  Object.assign(window, { noted });
  /** Pieces of the answer that were followed by another one at the change before. */
  const finished = new WeakSet<Element>();
  const onChange = (changes: MutationRecord[]) => {
    noted.pictures += 1;
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const piece = element?.closest('article .prose > * > *');
      if (piece && finished.has(piece)) noted.touched += 1;
    }
    for (const piece of document.querySelectorAll(
      'article .prose > :not(:last-child) > *, article .prose > * > :not(:last-child)',
    ))
      finished.add(piece);
  };
  new MutationObserver(onChange).observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
}

test('only the end of a growing answer of 20,000 words in one paragraph is rendered again', async ({
  app,
  ada,
  page,
}) => {
  await page.addInitScript(note);
  const asked = await ask(ada, 'scripted:tokens=20000,tps=4000,ttft=2000');
  await page.goto(app.url + asked.path);
  const prose = answerOn(page).locator('.prose');
  await expect(answerOn(page)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  const shown = await prose.evaluate((element) => element.textContent);
  // a line ends where the paragraph is cut at a space; a direct comparison would fill the report with all words
  expect(shown.replaceAll(' ', '') === words(20_000).replaceAll(' ', '')).toBe(true);
  const { pictures, touched, longTasks } = await page.evaluate(() => (window as unknown as { noted: Noted }).noted);
  console.info(`${pictures} changes of the page, ${longTasks.length} tasks above 50 ms: ${longTasks.join(' ')}`);
  const pieces = await prose.evaluate((element) =>
    [...element.querySelectorAll(':scope > * > *')].map(({ textContent }) => textContent.length),
  );
  expect(Math.max(...pieces)).toBeLessThan(10_100);
  expect(touched).toBe(0);
});
