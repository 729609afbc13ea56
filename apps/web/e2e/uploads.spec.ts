import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadView } from '@millrace/contract/files/files';
import { makeXlsx } from '@millrace/reading/test/make-xlsx';
import type { CDPSession, Page, Request, Response } from '@playwright/test';
import { expectAccessibleEverywhere, sizes } from './app/accessible.ts';
import { find } from './app/choose.ts';
import { offlineFaults, refusal } from './app/faults.ts';
import { rowsOf } from './app/rows.ts';
import { expect, test } from './app/test.ts';

const mega = 1024 * 1024;
const uploads = (page: Page) => page.getByRole('region', { name: 'Uploads' });
const row = (page: Page, title: string) =>
  rowsOf(page, 'Sources').filter({ has: page.getByRole('link', { name: title, exact: true }) });

test.beforeEach(async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live');
});

test('a folder of 300 files is uploaded by a button; one summary counts the uploaded files and the rejected ones', async ({
  ada,
  page,
  faults,
}, info) => {
  test.slow();
  faults.expect(refusal(400, 413));
  const folder = info.outputPath('papers');
  await mkdir(join(folder, 'deeper'), { recursive: true });
  await writeFile(join(folder, '.DS_Store'), 'nobody chose this');
  // many copies of a few: their text does not matter here
  for (let n = 0; n < 297; n++)
    await writeFile(join(folder, n % 2 ? 'deeper' : '.', `note ${n}.txt`), `Paper number ${n % 40}.`);
  await writeFile(join(folder, 'empty.txt'), '');
  await writeFile(join(folder, 'setup.exe'), 'MZ');
  await writeFile(join(folder, 'picture.txt'), Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0', 'latin1'));
  const created: Request[] = [];
  page.on('request', (request) => request.url().includes('sources.create') && created.push(request));

  await page.getByLabel('Choose a folder').setInputFiles(folder);
  await expect(uploads(page).getByRole('progressbar', { name: 'All uploads' })).toBeVisible();
  await expect(uploads(page).getByText('297 of 300 files uploaded · 257 duplicates · 3 rejected')).toBeVisible({
    timeout: 200_000,
  });
  expect(created.length).toBeLessThan(150);
  await uploads(page).getByText('3 rejected files').click();
  await expect(uploads(page).getByRole('listitem').filter({ hasText: 'empty.txt' })).toContainText('empty (0 bytes)');
  await expect(uploads(page).getByRole('listitem').filter({ hasText: 'setup.exe' })).toContainText('not accepted');
  await expect(uploads(page).getByRole('listitem').filter({ hasText: 'picture.txt' })).toContainText('PNG');
  await expect(uploads(page).getByRole('listitem')).toHaveCount(3);
  const { files } = await ada.client.files.usage.query({ workspaceId: ada.workspaceId });
  expect(files.used).toBe(40);
  expect((await ada.client.sources.list.query({ workspaceId: ada.workspaceId, limit: 100 })).items).toHaveLength(40);
  await uploads(page).getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(uploads(page)).toBeHidden();
});

test('a duplicate makes no second source unless a person asks for it', async ({ page }) => {
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('The same words.') });
  await page.getByLabel('Choose files').setInputFiles(file('first.txt'));
  await expect(row(page, 'first')).toBeVisible();
  await page.getByLabel('Choose files').setInputFiles(file('second.txt'));
  await expect(uploads(page)).toContainText('A source has the same content: first');
  await uploads(page).getByRole('button', { name: 'Add second.txt anyway' }).click();
  await expect(row(page, 'second')).toBeVisible();
  await expect(uploads(page)).toBeHidden();
});

const table = () =>
  Buffer.from(
    `id,word\n${randomBytes(15 * mega)
      .toString('hex')
      .replace(/.{99}/g, '$&\n')}`,
  );
const offsetOf = (request: Request) => Number(request.headers()['x-upload-offset']);

/** Slow enough to interrupt the upload; `restore` takes the limits back. */
async function network(page: Page): Promise<{ slow(): Promise<void>; cut(): Promise<void>; restore(): Promise<void> }> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const emulate = async (offline: boolean, uploadThroughput: number) => {
    await session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  };
  return { slow: () => emulate(false, 4 * mega), cut: () => emulate(true, -1), restore: () => emulate(false, -1) };
}

async function beginUpload(page: Page, bytes: Buffer, path: string): Promise<Request[]> {
  await writeFile(path, bytes);
  const parts: Request[] = [];
  page.on('request', (request) => request.url().includes('files.uploadPart') && parts.push(request));
  await page.getByLabel('Choose files').setInputFiles(path);
  const bar = uploads(page).getByRole('progressbar');
  await expect
    .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 60_000 })
    .toBeGreaterThan(35);
  return parts;
}

/** The server has all bytes, by the hash and by the download. A single table then waits for its import options. */
async function expectWhole(page: Page, url: string, parts: Request[], bytes: Buffer): Promise<void> {
  await expect(page.getByRole('dialog', { name: 'Import “large.csv”' })).toBeVisible({ timeout: 60_000 });
  const answer = (await (parts.at(-1) as Request).response()) as Response;
  const { file } = ((await answer.json()) as { result: { data: UploadView } }).result.data;
  const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
  expect(file?.sha256).toBe(hash(bytes));
  const body = await (await page.request.get(`${url}/files/${file?.id}`)).body();
  expect(hash(body)).toBe(hash(bytes));
  await page.keyboard.press('Escape');
  await uploads(page).getByRole('button', { name: 'Discard large.csv' }).click();
  await expect(uploads(page)).toBeHidden();
}

test('an upload resumes when the connection is back, and every byte arrives', async ({ app, page, faults }, info) => {
  test.slow();
  faults.expect(offlineFaults);
  const bytes = table();
  const net = await network(page);
  await net.slow();
  const parts = await beginUpload(page, bytes, info.outputPath('large.csv'));
  await net.cut();
  await expect(uploads(page)).toContainText('Connection lost', { timeout: 30_000 });
  const before = parts.length;
  await net.restore();
  await expectWhole(page, app.url, parts, bytes);
  expect(offsetOf(parts[before] as Request)).toBeGreaterThan(0);
});

test('an upload resumes after a reload', async ({ app, page }, info) => {
  test.slow();
  const bytes = table();
  const net = await network(page);
  await net.slow();
  const parts = await beginUpload(page, bytes, info.outputPath('large.csv'));
  await page.reload();
  const before = parts.length;
  await net.restore();
  await expectWhole(page, app.url, parts, bytes);
  expect(offsetOf(parts[before] as Request)).toBeGreaterThan(0);
});

test('a table shows its first rows before it is imported, in every width and theme, and can be extracted again with other options', async ({
  page,
}) => {
  const bytes = 'Made by hand\nName;Note;Price\nLamp;bright;5\nChair;soft;9;too many\n';
  const csv = { name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(bytes) };
  await page.getByLabel('Choose files').setInputFiles(csv);
  const dialog = page.getByRole('dialog', { name: /^(Import|Extraction options of) “prices/ });
  await dialog.getByLabel('Rows to skip above the header').fill('1');
  await expect(dialog.getByRole('columnheader', { name: 'Price' })).toBeVisible();
  await expect(dialog.getByRole('status')).toContainText('1 of the first 2 rows does not have the 3 columns');
  await expectAccessibleEverywhere(page, 'the dialog of a table');
  await page.setViewportSize(sizes[0]);
  await dialog.getByRole('checkbox', { name: 'Price' }).uncheck();
  await find(dialog.getByRole('combobox', { name: 'Title column' }), 'Name');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(row(page, 'prices').getByText('Ready with warnings')).toBeVisible({ timeout: 45_000 });
  await expect(row(page, 'prices')).toContainText('One row has more or fewer columns than the header: 4');

  await row(page, 'prices').getByRole('button', { name: 'Actions for prices' }).click();
  await page.getByRole('menuitem', { name: 'Extraction options' }).click();
  await expect(dialog.getByRole('checkbox', { name: 'Price' })).not.toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Price' }).check();
  await dialog.getByRole('button', { name: 'Extract again' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('link', { name: 'prices', exact: true }).click();
  const text = page.getByRole('list', { name: 'Extracted text' });
  await expect(text.getByText('Price: 5')).toBeVisible({ timeout: 45_000 });
});

test('a workbook keeps its hidden sheet until somebody includes it', async ({ page }) => {
  const workbook = makeXlsx([
    {
      name: 'Staff',
      rows: [
        ['Name', 'Role'],
        ['Ada', 'Keeper'],
      ],
    },
    {
      name: 'Pay',
      state: 'hidden',
      rows: [
        ['Name', 'Pay'],
        ['Ada', 51_234],
      ],
    },
  ]);
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.getByLabel('Choose files').setInputFiles({ name: 'staff.xlsx', mimeType, buffer: workbook });
  await expect(row(page, 'staff')).toContainText('1 hidden sheet was not read.', { timeout: 45_000 });
  await row(page, 'staff').getByRole('button', { name: 'Actions for staff' }).click();
  await page.getByRole('menuitem', { name: 'Extraction options' }).click();
  const dialog = page.getByRole('dialog', { name: 'Extraction options of “staff”' });
  await expect(dialog.getByRole('switch', { name: 'Hidden sheets, rows and columns' })).not.toBeChecked();
  await expectAccessibleEverywhere(page, 'the options of a workbook');
  await page.setViewportSize(sizes[0]);
  await dialog.getByRole('switch', { name: 'Hidden sheets, rows and columns' }).click();
  await dialog.getByRole('button', { name: 'Extract again' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('link', { name: 'staff', exact: true }).click();
  const text = page.getByRole('list', { name: 'Extracted text' });
  await expect(text.getByText('Pay: 51234')).toBeVisible({ timeout: 45_000 });
});
