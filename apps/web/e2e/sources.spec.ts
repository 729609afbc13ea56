import { blankPdf } from '@millrace/reading/test/make-pdf';
import type { Locator, Page } from '@playwright/test';
import {
  addReady,
  drop,
  lighthousePdf,
  lockedPassword,
  lockedPdf,
  longPdf,
  markdown,
  program,
} from './app/documents.ts';
import { refusal } from './app/faults.ts';
import { pressOn } from './app/keys.ts';
import { rowsOf } from './app/rows.ts';
import { expect, test } from './app/test.ts';

const row = (page: Page, title: string | RegExp): Locator =>
  rowsOf(page, 'Sources').filter({ has: page.getByRole('link', { name: title }) });

test.beforeEach(async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live');
});

test('of many dropped files the good ones become ready and each bad one gives its reason', async ({ page, faults }) => {
  faults.expect(refusal(400, 413, 415, 422));
  await drop(page, [
    lighthousePdf(),
    program('invoice.pdf'),
    { name: 'nothing.pdf', type: 'application/pdf', body: Buffer.alloc(0) },
    lockedPdf(),
    markdown(),
    {
      name: 'etc..pass\u202Ewd 🌊.txt',
      type: 'text/plain',
      body: Buffer.from('A harmless text about kelp forests.'),
    },
  ]);
  const refused = page.getByRole('alert');
  await expect(refused.filter({ hasText: 'nothing.pdf' })).toContainText(/empty/i);
  await expect(refused.filter({ hasText: 'invoice.pdf' })).toContainText(/program|not a|type|PDF/);
  await expect(row(page, /lighthouse/i).getByText('Ready', { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(row(page, /Notes/i).getByText('Ready', { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(row(page, /pass.*wd/).getByText('Ready', { exact: true })).toBeVisible({ timeout: 45_000 });
  await expect(row(page, /locked/)).toContainText('Failed', { timeout: 45_000 });
  await expect(row(page, /locked/)).toContainText(/password/i);
  await expect(rowsOf(page, 'Sources')).toHaveCount(4);
  await refused
    .filter({ hasText: 'invoice.pdf' })
    .getByRole('button', { name: /Dismiss/ })
    .click();
  await expect(refused.filter({ hasText: 'invoice.pdf' })).toBeHidden();
});

test('a PDF with a password is opened with it, and says so when it is another one', async ({ page }) => {
  await drop(page, [lockedPdf()]);
  const enter = async (password: string) => {
    await row(page, /locked/)
      .getByRole('button', { name: /Enter password for/ })
      .click({ timeout: 45_000 });
    await page.getByRole('dialog').getByLabel('Password').fill(password);
    await page.getByRole('dialog').getByRole('button', { name: 'Open file' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  };
  await enter('not this one');
  await expect(row(page, /locked/)).toContainText('The password does not open this PDF', { timeout: 45_000 });
  await enter(lockedPassword);
  await expect(row(page, /locked/).getByText('Ready', { exact: true })).toBeVisible({ timeout: 45_000 });
});

test('a long document shows its progress in words, never backwards, and survives the reload', async ({ page }) => {
  await drop(page, [longPdf('long.pdf', 150)]);
  const bar = row(page, /long/).getByRole('progressbar');
  await expect(bar).toHaveAttribute('aria-valuetext', /pages|passages|Reading|turn/, { timeout: 30_000 });
  await page.reload();
  await expect(row(page, /long/)).toBeVisible();
  const seen: number[] = [];
  const ready = row(page, /long/).getByText('Ready', { exact: true });
  await expect
    .poll(
      async () => {
        const shown = await bar.getAttribute('aria-valuenow', { timeout: 200 }).catch(() => null);
        if (shown !== null) seen.push(Number(shown));
        return ready.isVisible();
      },
      { timeout: 60_000, intervals: [100] },
    )
    .toBe(true);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(Math.max(0, ...seen)).toBeLessThanOrEqual(100);
  await expect(row(page, /long/)).toContainText('150');
});

test('a failed source can be retried', async ({ page }) => {
  await drop(page, [{ name: 'empty pages.pdf', type: 'application/pdf', body: blankPdf(1) }]);
  const retry = row(page, /empty pages/).getByRole('button', { name: 'Retry empty pages' });
  await retry.click({ timeout: 45_000 });
  // its page is still blank, and it says so again
  await expect(retry).toBeVisible({ timeout: 45_000 });
  await expect(row(page, /empty pages/)).toContainText('All pages of this PDF are blank.');
});

test('a source is deleted and restored by keyboard alone', async ({ ada, page }) => {
  await addReady(ada, markdown());
  await expect(row(page, 'notes')).toBeVisible();
  await pressOn(page, page.getByRole('button', { name: 'Actions for notes' }));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(page, 'notes')).toBeHidden();
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  // F6 leads to the notifications, as in other programs
  await page.keyboard.press('F6');
  await pressOn(page, undo);
  await expect(row(page, 'notes')).toBeVisible();
});

test('text is added by hand and can be read', async ({ page }) => {
  await page.getByRole('button', { name: 'Add text' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add text' });
  await dialog.getByRole('button', { name: 'Add text' }).click();
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await expect(dialog).toContainText('Enter a title for the text');
  await dialog.getByLabel('Title').fill('Ferry <b>times</b>');
  await dialog.getByLabel('Text', { exact: true }).fill('The ferry leaves at seven.\n\nOn Sundays it leaves at nine.');
  await dialog.getByRole('button', { name: 'Add text' }).click();
  await expect(dialog).toBeHidden();
  const added = row(page, 'Ferry <b>times</b>');
  await expect(added.getByText('Ready', { exact: true })).toBeVisible({ timeout: 45_000 });
  await added.getByRole('link').click();
  await expect(page.getByRole('list', { name: 'Extracted text' })).toContainText('On Sundays it leaves at nine.');
});

test('a file that is too large is rejected with its limit, in the page and by the server', async ({
  ada,
  page,
  faults,
}) => {
  faults.expect(refusal(400, 413), offlineCut);
  const large = Buffer.alloc(11_000_000, 'x');
  await drop(page, [{ name: 'large.txt', type: 'text/plain', body: large }]);
  await expect(page.getByRole('alert').filter({ hasText: 'large.txt' })).toContainText(/large/i, { timeout: 30_000 });
  await expect(page.getByRole('alert').filter({ hasText: 'large.txt' })).toContainText(/10(\.5)? MB/);
  await expect(ada.upload('large.txt', new Uint8Array(large))).rejects.toThrow(/10(\.5)? MB/);
  expect((await ada.client.sources.list.query({ workspaceId: ada.workspaceId })).items).toEqual([]);
});

/** The server may close while the browser is still sending. */
const offlineCut = /ERR_CONNECTION_RESET|ERR_CONNECTION_ABORTED/;

test('a source of a PDF shows page and text side by side, and the page is in the URL', async ({ app, ada, page }) => {
  const sourceId = await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await expect(page.getByRole('img', { name: /^Page 1 of / })).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByRole('img', { name: /^Page 2 of / })).toBeVisible();
  await expect(page).toHaveURL(/page=2/);
  await page.reload();
  await expect(page.getByRole('img', { name: /^Page 2 of / })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Text' })).toContainText('4,200 watts');
});

test('a search finds the passage and opens it in its place', async ({ app, ada, page }) => {
  await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/search`);
  await page.getByLabel('Search the sources').fill('lamp of the lighthouse');
  await page.getByLabel('Search the sources').press('Enter');
  await expect(page).toHaveURL(/q=lamp/);
  const hit = page.getByRole('main').getByRole('listitem').filter({ hasText: '4,200 watts' }).first();
  await hit.getByRole('link').first().click();
  await expect(page.getByRole('img', { name: /^Page \d of / })).toBeVisible();
});
