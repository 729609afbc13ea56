import type { Page } from '@playwright/test';
import { choose, find } from './app/choose.ts';
import { pressOn } from './app/keys.ts';
import type { Person } from './app/person.ts';
import { rowsOf } from './app/rows.ts';
import { expect, test } from './app/test.ts';

const rows = (page: Page) => rowsOf(page, 'Sources');

/** How many rows are wholly in view. */
const rowsInView = (page: Page) =>
  rows(page).evaluateAll((all) => all.filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight).length);

/** Texts with these titles, each ready. */
async function addTexts({ client, workspaceId }: Person, titles: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const title of titles) {
    const text = `What is to be known about ${title}.`;
    ids.push((await client.sources.create.mutate({ workspaceId, kind: 'text', title, text })).sourceId);
  }
  for (const sourceId of ids)
    await expect
      .poll(async () => (await client.sources.get.query({ sourceId })).status, { timeout: 45_000 })
      .toBe('ready');
  return ids;
}

test('filters and the order of the list are kept in the URL and survive a reload', async ({ app, ada, page }) => {
  const [apples = ''] = await addTexts(ada, ['Apples', 'Pears', 'Plums']);
  await ada.client.sources.setTags.mutate({ sourceId: apples, tags: ['fruit & more'] });
  await ada.client.sources.setEnabled.mutate({ sourceId: apples, enabled: false });
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(rows(page)).toHaveCount(3);
  await choose(page.getByRole('combobox', { name: 'Sort by' }), 'Name');
  await page.getByLabel('Find sources').fill('pl');
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/q=pl/);
  await find(page.getByRole('combobox', { name: 'Tag' }), 'fruit & more');
  await expect(rows(page)).toHaveCount(1);
  await page
    .getByRole('group', { name: 'Status' })
    .getByRole('button', { name: /Disabled/ })
    .click();
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Apples');
  await expect(page.getByLabel('Find sources')).toHaveValue('pl');
  await expect(page.getByRole('button', { name: /Disabled/, pressed: true })).toBeVisible();
  await page.getByLabel('Find sources').fill('nothing of the kind');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText('Apples');
});

test('many sources are selected with Shift, deleted and restored by keyboard alone', async ({ app, ada, page }) => {
  await addTexts(ada, ['One', 'Two', 'Three', 'Four']);
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources?sort=oldest`);
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole('checkbox', { name: 'Select One' }).click();
  await page.getByRole('checkbox', { name: 'Select Three' }).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 of 4 sources selected')).toBeVisible();
  const two = page.getByRole('checkbox', { name: 'Select Two' });
  await two.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('2 of 4 sources selected')).toBeVisible();
  const bar = page.getByRole('toolbar', { name: 'Actions for selected sources' });
  await pressOn(page, bar.getByRole('button', { name: 'Delete' }));
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText('2 sources deleted')).toBeVisible();
  const undo = page.getByRole('button', { name: 'Undo' });
  await page.keyboard.press('F6');
  await pressOn(page, undo);
  await expect(rows(page)).toHaveCount(4);
});

test('an action that not all selected sources allow reaches the others', async ({ app, ada, page }) => {
  const [one = ''] = await addTexts(ada, ['One', 'Two']);
  await ada.client.sources.setEnabled.mutate({ sourceId: one, enabled: false });
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await page.getByRole('checkbox', { name: 'Select all sources' }).click();
  const bar = page.getByRole('toolbar', { name: 'Actions for selected sources' });
  await expect(bar.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  await bar.getByRole('button', { name: 'Disable (1)' }).click();
  await expect(page.getByText('2 sources disabled')).toBeVisible();
  await bar.getByRole('button', { name: 'Tags' }).click();
  await page.getByLabel('New tag').fill('numbers, small');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('dialog').getByRole('list', { name: 'Tags' }).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(rows(page).first()).toContainText('numbers');
  await expect(rows(page).last()).toContainText('small');
});

test('of very many sources only the visible ones are in the page, and all can be reached and selected', async ({
  app,
  ada,
  page,
}) => {
  test.slow();
  const { client, workspaceId } = ada;
  const count = 90;
  const titleOf = (n: number) => `Note ${String(n).padStart(3, '0')}`;
  for (let from = 0; from < count; from += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => {
        const title = titleOf(from + i + 1);
        return client.sources.create.mutate({ workspaceId, kind: 'text', title, text: `About ${title}.` });
      }),
    );
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${app.url}/w/${workspaceId}/sources?sort=title`);
  await expect(page.getByText(`${count} sources`)).toBeVisible();
  await expect(rows(page).first()).toContainText(titleOf(1));
  await expect(page.getByRole('grid', { name: 'Sources' })).toHaveAttribute('aria-rowcount', String(count + 1));
  // once all are ready, no row has a second line
  await expect.poll(() => rowsInView(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(20);
  expect(await rows(page).count()).toBeLessThan(60);
  await page.getByRole('checkbox', { name: 'Select all sources' }).click();
  await expect(page.getByText(`${count} of ${count} sources selected`)).toBeVisible();
  await page.getByRole('button', { name: 'Clear selection' }).click();
  // a person scrolls until the end
  await rows(page).first().hover();
  const last = rows(page).filter({ hasText: titleOf(count) });
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 4_000);
      return last.isVisible();
    })
    .toBe(true);
  await expect(last).toHaveAttribute('aria-rowindex', String(count + 1));
  await last.focus();
  await page.keyboard.press('Home');
  await expect(rows(page).first()).toBeFocused();
  await expect(rows(page).first()).toBeInViewport();
});
