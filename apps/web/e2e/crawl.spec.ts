import type { Page } from '@playwright/test';
import { type LocalSite, openLocalSite } from './app/local-site.ts';
import { rowsOf } from './app/rows.ts';
import { test as base, expect } from './app/test.ts';

const test = base.extend<{ site: LocalSite }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs out of this pattern
  site: async ({}, use) => {
    await using site = await openLocalSite();
    await use(site);
    site.release();
  },
});
test.slow();

const list = (page: Page) => page.getByRole('grid', { name: 'Sources' });
const statuses = (page: Page) => page.getByRole('group', { name: 'Status' });
const pages = (page: Page) => rowsOf(page, 'Pages');
const host = (site: LocalSite) => new URL(site.url).host;

/** Adds the site without a preview and opens its page. */
async function addNow(page: Page, site: LocalSite, to: string): Promise<void> {
  await page.goto(to);
  await page.getByRole('button', { name: 'Add website' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add website' });
  await dialog.getByLabel('Address').fill(site.url);
  await dialog.getByRole('button', { name: 'Add now' }).click();
  await expect(dialog).toBeHidden();
  await list(page)
    .getByRole('link', { name: host(site) })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: host(site) })).toBeVisible();
}

test('a crawl shows its progress, also after a reload, and ends with exactly the pages of the site', async ({
  app,
  ada,
  page,
  site,
}) => {
  await addNow(page, site, `${app.url}/w/${ada.workspaceId}/sources`);
  const bar = page.getByRole('progressbar', { name: `Progress of ${host(site)}` });
  await expect(bar).toHaveAttribute('aria-valuetext', /pages? read/, { timeout: 45_000 });
  await expect(page).toHaveTitle(/^\d+% · /);
  await expect(statuses(page).getByRole('button', { name: /^Failed 5$/ })).toBeVisible({ timeout: 60_000 });
  const before = Number(await bar.getAttribute('aria-valuenow'));
  await page.reload();
  await expect(bar).toHaveAttribute('aria-valuetext', /pages? read/);
  // counted again after a reload, the progress is no lower than that of the rows
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  const seen = [Number(await bar.getAttribute('aria-valuenow'))];
  site.release();
  const done = page.getByText('Ready with warnings', { exact: true });
  await expect
    .poll(
      async () => {
        const now = await bar.getAttribute('aria-valuenow', { timeout: 200 }).catch(() => null);
        if (now !== null) seen.push(Number(now));
        return done.isVisible();
      },
      { timeout: 90_000, intervals: [100] },
    )
    .toBe(true);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(Math.max(before, ...seen)).toBeLessThanOrEqual(100);
  const { ready, skipped, forbidden, gone } = site.truth;
  await expect(statuses(page).getByRole('button')).toHaveText([
    `Fetched${ready}`,
    `Skipped${skipped}`,
    `Failed${forbidden + gone}`,
  ]);
  await expect(page).not.toHaveTitle(/%/);
});

test('failed pages name their reasons; after retrying one page and then all of them nothing is missing', async ({
  app,
  ada,
  page,
  site,
}) => {
  site.release();
  await addNow(page, site, `${app.url}/w/${ada.workspaceId}/sources`);
  await expect(page.getByText('Ready with warnings', { exact: true })).toBeVisible({ timeout: 120_000 });
  const why = page.getByRole('group', { name: 'Why pages are missing' });
  await why.getByRole('button', { name: /^Failed .*HTTP 403.* 3$/ }).click();
  await expect(page).toHaveURL(/code=/);
  await expect(pages(page)).toHaveCount(site.truth.forbidden);
  for (const row of await pages(page).all()) await expect(row).toContainText('HTTP 403');
  site.mend();
  await page.getByRole('button', { name: /^Retry http.*\/staff\/1$/ }).click();
  await expect(why.getByRole('button', { name: /^Failed .*HTTP 403.* 2$/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Retry failed pages' }).click();
  await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(statuses(page).getByRole('button', { name: /^Failed/ })).toHaveCount(0);
});

test('a crawl is paused, resumed and cancelled; the fetched pages stay', async ({ app, ada, page, site }) => {
  // the tray shows the run too
  const main = page.getByRole('main');
  await addNow(page, site, `${app.url}/w/${ada.workspaceId}/sources`);
  await expect(statuses(page).getByRole('button', { name: /^Failed 5$/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(main.getByText('Paused', { exact: true })).toBeVisible();
  await expect(main.getByText(/^Paused with/)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(main.getByText('Cancelled', { exact: true })).toBeVisible();
  await expect(main.getByText(/^Cancelled\. What was read so far can be searched/)).toBeVisible();
  await expect(statuses(page).getByRole('button', { name: /^Fetched \d+$/ })).toBeVisible();
});

test('a website is previewed, pages are selected by patterns and one by one, and only these are fetched', async ({
  app,
  ada,
  page,
  site,
}) => {
  site.release();
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await page.getByRole('button', { name: 'Add website' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add website' });
  await dialog.getByLabel('Address').fill('no address');
  await dialog.getByRole('button', { name: 'Preview pages' }).click();
  await expect(dialog.getByLabel('Address')).toBeFocused();
  await dialog.getByLabel('Address').fill(site.url);
  await dialog.getByRole('button', { name: 'Preview pages' }).click();
  const found = dialog.getByText(/^\d+ pages found · 2 blocked by robots\.txt/);
  await expect(dialog.getByText(/^\d+ of \d+ selected$/)).toBeVisible({ timeout: 90_000 });
  await expect(found).toBeVisible();
  await page.reload();
  await expect(found).toBeVisible();
  await dialog.getByLabel('Include URLs matching').fill('/page/1$\n/page/2');
  // /page/2, /page/20 to /page/29 and /page/200
  await expect(dialog.getByText('/page/1$: 1', { exact: true })).toBeVisible();
  await expect(dialog.getByText('/page/2: 12', { exact: true })).toBeVisible();
  await dialog.getByLabel('Exclude URLs matching').fill('/page/20$');
  await expect(dialog.getByText(/^12 of \d+ selected$/)).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Select /page/1', exact: true }).click();
  await dialog.getByRole('button', { name: 'Add 11 pages' }).click();
  await expect(dialog).toBeHidden();
  const row = rowsOf(page, 'Sources').filter({ hasText: host(site) });
  await expect(row.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(row).toContainText('11');
});
