import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible } from './app/accessible.ts';
import { examples, openUiPage } from './app/ui-page.ts';

const folder = join(import.meta.dirname, 'ui-pictures');
/** The browser that took the pictures: another one draws text and edges in another way. */
const takenBy = join(folder, 'browser.json');

type Variant = { theme?: 'dark'; direction?: 'rtl'; text?: '200'; forcedColors?: 'active' };
const variants: Record<string, Variant> = {
  light: {},
  'dark-rtl': { theme: 'dark', direction: 'rtl' },
  200: { text: '200' },
  forced: { forcedColors: 'active' },
};
const pictureOf = (example: string, variant: string) => `${example}-${variant}.png`;

const test = base.extend<object, { url: string }>({
  url: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, { parallelIndex }) => {
      const page = await openUiPage(parallelIndex);
      await use(page.url);
      await page.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
const look = { viewport: { width: 800, height: 600 }, reducedMotion: 'reduce' } as const;
test.use({ viewport: look.viewport, contextOptions: look });

/** Opens one example as a variant, with what it opens; the face of the interface is waited for, which the product does not do. */
async function open(page: Page, url: string, example: string, variant: Variant): Promise<Locator> {
  const { forcedColors = 'none', ...view } = variant;
  await page.emulateMedia({ forcedColors });
  await page.setViewportSize(look.viewport);
  await page.goto(`${url}?${new URLSearchParams({ only: example, ...view })}`);
  const shown = page.locator(`[data-example="${example}"]`);
  await shown.waitFor();
  await page.evaluate(() => document.fonts.ready);
  const opener = shown.locator('[data-opens]').first();
  if ((await opener.count()) === 0) {
    await showWhole(page, shown);
    return shown;
  }
  if ((await opener.getAttribute('data-opens')) === 'focus') {
    // the focus is shown, as after a key
    await page.keyboard.press('Tab');
    await opener.focus();
  } else await opener.click();
  await page.waitForTimeout(500);
  return page.locator('body');
}

/** Makes the window so high that a picture needs no scrolling, which moves what sticks to an edge. */
async function showWhole(page: Page, shown: Locator): Promise<void> {
  const { y = 0, height = 0 } = (await shown.boundingBox()) ?? {};
  const { width, height: least } = look.viewport;
  await page.setViewportSize({ width, height: Math.max(least, Math.ceil(y + height) + 20) });
}

async function waitForTheFace(page: Page): Promise<void> {
  await page.route('**/*.css', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('font-display:optional', 'font-display:block');
    await route.fulfill({ response, body });
  });
}

/** What fingers press on a narrow page and is less than 36 px high. Links within a text are as high as its lines. */
function tooSmallToPress(): string[] {
  const pressed =
    'button, input, select, textarea, summary, [role=button], [role=menuitem], [role=option], [role=tab], [role=switch]';
  return (
    [...document.querySelectorAll<HTMLElement>(`[data-example] :is(${pressed}), [role=dialog] :is(${pressed})`)]
      .filter((element) => element.checkVisibility() && !element.matches('[aria-hidden=true], [type=hidden]'))
      // what stands within the edge of a field is pressed by the whole height of it
      .map((element) => ({ element, pressed: element.closest('.border-line-strong') ?? element }))
      .map(({ element, pressed }) => ({ element, height: pressed.getBoundingClientRect().height }))
      // what only screen readers see is 1 px high
      .filter(({ height }) => height > 1 && height < 35.5)
      .map(({ element, height }) => `${element.outerHTML.slice(0, 120)} is ${height} px high`)
  );
}

const major = (version: string) => version.split('.')[0] ?? '';

test.describe('components @ui', () => {
  for (const example of examples) {
    test(`${example} looks as it did`, async ({ page, url, browser }, testInfo) => {
      const here = { chromium: major(browser.version()), platform: process.platform };
      const isRenewing = ['all', 'changed'].includes(testInfo.config.updateSnapshots);
      if (isRenewing) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(takenBy, `${JSON.stringify(here, null, 2)}\n`);
      }
      const there = JSON.parse(readFileSync(takenBy, 'utf8')) as typeof here;
      const isComparable = there.chromium === here.chromium && there.platform === here.platform;
      if (!isComparable) {
        const why = `the pictures are of Chromium ${there.chromium} on ${there.platform}, this is ${here.chromium} on ${here.platform}`;
        testInfo.annotations.push({ type: 'pixels not compared', description: why });
        if (example === examples[0])
          process.stderr.write(`\n!!! NOT COMPARED: ${why}. \`pnpm ui-pictures\` renews them.\n\n`);
      }
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await waitForTheFace(page);
      // twice the text on half the pixels: pictures of it are no larger than the others
      const coarse = await browser.newContext({ ...look, deviceScaleFactor: 0.5 });
      const large = await coarse.newPage();
      await waitForTheFace(large);
      for (const [name, variant] of Object.entries(variants)) {
        const shown = await open(variant.text ? large : page, url, example, variant);
        if (name === 'light') await expectAccessible(page, example);
        if (isComparable) await expect.soft(shown).toHaveScreenshot(pictureOf(example, name), { scale: 'device' });
      }
      await coarse.close();
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
      await page.setViewportSize({ width: 360, height: 600 });
      // the page takes a moment to become a phone's
      await expect.poll(() => page.evaluate(tooSmallToPress), 'on a phone').toEqual([]);
      expect(faults).toEqual([]);
    });
  }

  test('on paper a dark page is light', async ({ page, url }) => {
    const show = async (theme: string) => {
      await page.goto(`${url}?theme=${theme}&only=type`);
      await page.locator(`[data-theme=${theme}] [data-example=type]`).waitFor();
    };
    const ink = () => page.evaluate(() => getComputedStyle(document.documentElement).color);
    await show('dark');
    const onScreen = await ink();
    await page.emulateMedia({ media: 'print' });
    await expect.poll(ink).not.toBe(onScreen);
    const onPaper = await ink();
    await show('light');
    expect(await ink()).toBe(onPaper);
  });

  test('every picture is one of a component that is there, and together they are small', () => {
    const expected = examples.flatMap((example) => Object.keys(variants).map((name) => pictureOf(example, name)));
    const there = readdirSync(folder).filter((name) => name.endsWith('.png'));
    expect(there.filter((name) => !expected.includes(name))).toEqual([]);
    const bytes = there.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });
});
