import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from '@playwright/test';
import { ask, ended } from './app/ask.ts';
import { addReady, lighthousePdf, markdown } from './app/documents.ts';
import { expect, test } from './app/test.ts';

type Budget = { page: string; bytes: number; requests: number };

function budgetOf(page: string): Budget {
  const budgets: Budget[] = JSON.parse(readFileSync(join(import.meta.dirname, '../page-budgets.json'), 'utf8'));
  const budget = budgets.find((known) => known.page === page);
  if (budget === undefined) throw new Error(`There is no budget for ${page}`);
  return budget;
}

/** Counts the scripts that a page loads, and their bytes as they are transferred. */
function countScripts(page: Page) {
  const requests: Request[] = [];
  page.on('requestfinished', (request) => request.resourceType() === 'script' && requests.push(request));
  return async () => {
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    return { bytes: sizes.reduce((sum, size) => sum + size.responseBodySize, 0), requests: requests.length };
  };
}

/** Resolves when no script was asked for in the last second. */
async function noMoreScripts(page: Page): Promise<void> {
  let last = Date.now();
  const asked = (request: Request) => {
    if (request.resourceType() === 'script') last = Date.now();
  };
  page.on('request', asked);
  await expect.poll(() => Date.now() - last, { intervals: [200] }).toBeGreaterThan(1_000);
  page.off('request', asked);
}

test('a new chat and the sign-in page load no more script than their budget', async ({ app, ada, page, seat }) => {
  const scripts = countScripts(page);
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(page.getByRole('textbox', { name: 'Your question' })).toBeEditable();
  await noMoreScripts(page);
  const chat = await scripts();
  expect(chat.bytes).toBeGreaterThan(50_000);
  expect(chat.bytes).toBeLessThanOrEqual(budgetOf('New chat').bytes);
  expect(chat.requests).toBeLessThanOrEqual(budgetOf('New chat').requests);

  const { page: other, context } = await seat('Visitor');
  await context.clearCookies();
  const signIn = countScripts(other);
  await other.goto(`${app.url}/sign-in`);
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await noMoreScripts(other);
  const loaded = await signIn();
  expect(loaded.bytes).toBeGreaterThan(50_000);
  expect(loaded.bytes).toBeLessThanOrEqual(budgetOf('Sign-in').bytes);
  expect(loaded.requests).toBeLessThanOrEqual(budgetOf('Sign-in').requests);
});

/** Reports how far the page moves under its reader: the sum of all layout shifts since it was opened. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts: { value: number; of: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        };
        const of = sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : String(node)));
        if (!hadRecentInput) shifts.push({ value, of });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** What was waited for is drawn, and what follows from it too. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    for (let round = 0; round < 3; round += 1) await new Promise((done) => requestIdleCallback(done));
  });

type Shift = { value: number; of: string[] };
const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);

async function expectStill(page: Page, where: string): Promise<void> {
  const shifts = await shiftsOf(page);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  expect.soft(sum, `${where}: ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(0.05);
}

for (const [device, size] of [
  ['a wide screen', { width: 1_440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`pages do not move while they load, on ${device}`, async ({ app, ada, page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize(size);
    await watchShifts(page);
    const home = `${app.url}/w/${ada.workspaceId}`;
    const heading = page.getByRole('heading', { level: 1 });
    await page.goto(`${home}/chat`);
    await expect(page.getByText('Add the sample documents')).toBeVisible();
    await expectStill(page, 'an empty workspace');
    const sourceId = await addReady(ada, lighthousePdf());
    await addReady(ada, markdown());
    const asked = await ask(ada, 'scripted:text=markdown', 'Show me all the shapes of Markdown, please');
    await ended(ada, asked);
    const places: [string, string, () => Promise<unknown>][] = [
      ['a new chat', '/chat', () => expect(page.getByRole('textbox', { name: 'Your question' })).toBeEditable()],
      ['a chat', asked.path.slice(asked.path.indexOf('/chat')), () => page.getByRole('table').first().waitFor()],
      ['the sources', '/sources', () => page.getByText('lighthouse').first().waitFor()],
      ['a source', `/sources/${sourceId}`, () => expect(heading).toHaveText(/lighthouse/i)],
      ['the search', '/search?q=lighthouse', () => page.getByRole('main').getByRole('link').first().waitFor()],
      ['the settings', '/settings/workspace', () => expect(heading).toBeVisible()],
    ];
    for (const [where, path, arrived] of places) {
      await page.goto(home + path);
      await arrived();
      await settled(page);
      await expectStill(page, where);
    }
  });
}
