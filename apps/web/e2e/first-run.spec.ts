import { startScriptedServer } from '@millrace/llm/scripted-server';
import type { Locator, Page } from '@playwright/test';
import { drop, lighthousePdf } from './app/documents.ts';
import { pressOn, tabTo } from './app/keys.ts';
import { expectMarkedPage } from './app/passage.ts';
import { rowsOf } from './app/rows.ts';
import { type App, startApp } from './app/start-app.ts';
import { test as base, expect, scriptedEmbedder } from './app/test.ts';

/** A fresh instance without a model. */
const test = base.extend<{ builtin: boolean; fresh: App }>({
  builtin: [false, { option: true }],
  fresh: [
    async ({ builtin }, use) => {
      const model = await startScriptedServer();
      // the built-in embedder is slow: one journey uses it, the others use a scripted one
      const app = await startApp(builtin ? {} : scriptedEmbedder(model));
      await use(app);
      await app.close();
      await model.close();
    },
    { timeout: 120_000 },
  ],
});
test.slow();

const most = 12;

/** Clicks, and counts them. */
const counted = () => {
  let clicks = 0;
  return {
    click: async (target: Locator) => {
      clicks += 1;
      await target.click();
    },
    count: () => clicks,
  };
};

async function fillAccount(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a sentence of some length');
}

/** Waits until the samples are ready, as the list of sources in another tab shows it. */
async function expectSourcesRead(page: Page): Promise<void> {
  const list = await page.context().newPage();
  await list.goto(page.url().replace(/\/chat.*/, '/sources'));
  // in the rows: the filter above them has the word too, once there are other states
  await expect(list.getByRole('grid').getByText('Ready', { exact: true })).toHaveCount(3, { timeout: 90_000 });
  await list.close();
}

const answer = (page: Page) => page.getByRole('article', { name: 'Answer' });
const citation = (page: Page) =>
  answer(page)
    .getByRole('link', { name: /^Citation 1: / })
    .first();
const panel = (page: Page) => page.getByRole('complementary', { name: 'Citation' });

test.describe('with the built-in embedder', () => {
  test.use({ builtin: true });

  test('from nothing to the cited page of a sample document in at most twelve clicks', async ({ fresh, page }) => {
    const { click, count } = counted();
    await page.goto(fresh.url);
    await fillAccount(page);
    await click(page.getByRole('button', { name: 'Create account' }));
    await click(page.getByRole('button', { name: 'Create workspace' }));
    await click(page.getByRole('link', { name: 'Skip and use the built-in model' }));
    await click(page.getByRole('button', { name: 'Add the sample documents' }));
    const question = page.getByRole('button', { name: 'How many days of annual leave do I have?' });
    await expect(question).toBeVisible();
    await expectSourcesRead(page);
    await click(question);
    await expect(answer(page)).toContainText('27 days of paid annual leave');
    await click(citation(page));
    await expect(panel(page)).toContainText('27 days of paid annual leave');
    await expectMarkedPage(page, /^Page \d+ of .*Handbook/i);
    expect(count()).toBeLessThanOrEqual(most);
    // the open passage has a URL of its own
    await page.reload();
    await expectMarkedPage(page, /^Page \d+ of .*Handbook/i);
  });
});

test('a person’s own document is dropped, asked about and cited on its page', async ({ fresh, page }) => {
  const { click, count } = counted();
  await page.goto(fresh.url);
  await fillAccount(page);
  await click(page.getByRole('button', { name: 'Create account' }));
  await click(page.getByRole('button', { name: 'Create workspace' }));
  await click(page.getByRole('link', { name: 'Skip and use the built-in model' }));
  await click(page.getByRole('link', { name: 'Add your own documents' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Sources', exact: true })).toBeVisible();
  await drop(page, [lighthousePdf()]);
  const row = rowsOf(page, 'Sources');
  await expect(row.getByText('Ready', { exact: true })).toBeVisible({ timeout: 45_000 });
  await click(page.getByRole('link', { name: 'New chat' }));
  await page.getByLabel('Your question').fill('When was the lighthouse of Skarholm built?');
  await click(page.getByRole('button', { name: 'Send' }));
  await expect(answer(page)).toContainText('was built in 1868');
  await click(citation(page));
  await expectMarkedPage(page, /^Page 2 of /);
  expect(count()).toBeLessThanOrEqual(most);
});

test('the same journey by keyboard alone', async ({ fresh, page }) => {
  await page.goto(fresh.url);
  for (const [label, text] of [
    ['Your name', 'Ada Lovelace'],
    ['E-mail', 'ada@example.org'],
    ['Password', 'a sentence of some length'],
  ] as const) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  const workspace = page.getByLabel('Workspace name');
  await tabTo(page, workspace);
  await page.keyboard.press('Enter');
  await pressOn(page, page.getByRole('link', { name: 'Skip and use the built-in model' }));
  await pressOn(page, page.getByRole('button', { name: 'Add the sample documents' }));
  await expect(page.getByLabel('Your question')).toBeVisible();
  await expectSourcesRead(page);
  await tabTo(page, page.getByLabel('Your question'));
  await page.keyboard.type('How many days of annual leave do I have?');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('27 days');
  await pressOn(page, citation(page));
  await expect(panel(page).getByRole('heading', { level: 2 })).toBeFocused();
  await expectMarkedPage(page, /^Page \d+ of /);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(citation(page)).toBeFocused();
});
