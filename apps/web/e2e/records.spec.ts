import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from './app/accessible.ts';
import { ask, ended } from './app/ask.ts';
import { addReady, lighthousePdf, markdown, sign } from './app/documents.ts';
import { refusal } from './app/faults.ts';
import type { Person } from './app/person.ts';
import { rowsOf } from './app/rows.ts';
import { openSite } from './app/site.ts';
import { expect, test } from './app/test.ts';

const text = (page: Page) => page.getByRole('region', { name: 'Text', exact: true });
const passages = (page: Page) => page.getByRole('list', { name: 'Passages' });
const editor = (page: Page) => page.getByRole('textbox', { name: 'Text' });

test('a text is edited, its history names the editor, and the previous version is restored, by keyboard', async ({
  app,
  ada,
  page,
}) => {
  const sourceId = await addReady(ada, markdown());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await page.getByRole('button', { name: 'Edit Notes' }).press('Enter');
  await expect(editor(page)).toBeFocused();
  await editor(page).fill('# Notes\n\nThe ferry leaves at eight.');
  await editor(page).press('Control+Enter');
  await expect(editor(page)).toBeHidden();
  await expect(text(page)).toContainText('The ferry leaves at eight.');
  await expect(text(page)).toContainText('Edited by Ada');
  await page.getByRole('button', { name: 'History of Notes' }).press('Enter');
  const history = page.getByRole('dialog', { name: 'History' });
  await expect(history.getByRole('list', { name: 'Versions' })).toContainText('By Ada');
  await expect(history.locator('del')).toContainText(['seven']);
  await expect(history.locator('ins')).toContainText(['eight']);
  await expect(page).toHaveURL(/history=/);
  await history.getByRole('button', { name: 'Restore version 1' }).press('Enter');
  await expect(history).toBeHidden();
  await expect(text(page)).toContainText('leaves at seven in the morning');
  await expect(text(page)).not.toContainText('Edited by Ada');
});

test('a changed text is a draft: leaving asks nothing, and coming back continues it', async ({ app, ada, page }) => {
  const sourceId = await addReady(ada, markdown());
  const path = `${app.url}/w/${ada.workspaceId}/sources/${sourceId}`;
  await page.goto(path);
  await page.getByRole('button', { name: 'Edit Notes' }).click();
  await editor(page).fill('Not saved yet');
  await page.getByRole('link', { name: 'All sources' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
  await page.goto(path);
  await expect(editor(page)).toHaveValue('Not saved yet');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(editor(page)).toBeHidden();
  await page.reload();
  await expect(text(page)).toContainText('Notes');
  await expect(editor(page)).toBeHidden();
});

test('a draft of a text that has changed meanwhile shows the newer text, and overwrites it only on purpose', async ({
  app,
  ada,
  page,
}) => {
  const sourceId = await addReady(ada, markdown());
  const path = `${app.url}/w/${ada.workspaceId}/sources/${sourceId}`;
  await page.goto(path);
  await page.getByRole('button', { name: 'Edit Notes' }).click();
  await editor(page).fill('Written here');
  const [record] = (await ada.client.records.list.query({ sourceId })).items;
  await ada.client.records.update.mutate({ recordId: record?.id ?? '', text: 'Written elsewhere', expectedVersion: 1 });
  await page.goto(path);
  await expect(page.getByRole('alert')).toContainText('Written elsewhere');
  await expect(editor(page)).toHaveValue('Written here');
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await page.getByRole('button', { name: 'Replace it with mine' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(text(page)).toContainText('Written here');
  await expect(editor(page)).toBeHidden();
});

test('a conflict with the edit of another person is reported, and the typed text is kept', async ({
  app,
  ada,
  page,
  faults,
}) => {
  faults.expect(refusal(409));
  const sourceId = await addReady(ada, markdown());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await page.getByRole('button', { name: 'Edit Notes' }).click();
  await editor(page).fill('Written here');
  const [record] = (await ada.client.records.list.query({ sourceId })).items;
  await ada.client.records.update.mutate({ recordId: record?.id ?? '', text: 'Written elsewhere', expectedVersion: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Ada has changed this text in the meantime' })).toBeVisible();
  await expect(editor(page)).toHaveValue('Written here');
  await page.getByRole('button', { name: 'Discard my changes' }).click();
  await expect(text(page)).toContainText('Written elsewhere');
});

test('a passage is shown in the text and on the page, and excluded from search until that is undone', async ({
  app,
  ada,
  page,
}) => {
  const sourceId = await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}?page=2&view=passages`);
  await expect(page.getByRole('img', { name: /^Page 2 of / })).toBeVisible();
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(page.getByRole('button', { name: 'Page 2', exact: true })).toBeInViewport();
  await page.getByRole('tab', { name: 'Passages' }).click();
  const lamp = passages(page).getByRole('listitem').filter({ hasText: '4,200 watts' });
  await lamp.getByRole('button', { name: /4,200 watts/ }).click();
  await expect(page.locator('[data-passage-box]').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Text' }).click();
  await expect(text(page).locator('mark')).toContainText('4,200 watts');
  await page.getByRole('tab', { name: 'Passages' }).click();
  const use = lamp.getByRole('switch', { name: /^Use passage \d+ in search and answers$/ });
  await use.click();
  await expect(lamp).toContainText('Excluded');
  await expect(use).not.toBeChecked();
  const find = async () => {
    const { hits } = await ada.client.search.query.query({
      workspaceId: ada.workspaceId,
      query: 'lamp of 4,200 watts',
    });
    return hits.filter((hit) => hit.text.includes('4,200 watts')).length;
  };
  await expect.poll(find).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(use).toBeChecked();
  await expect(lamp).not.toContainText('Excluded');
  await expect.poll(find).toBe(1);
});

test('an image is shown with the words of a passage marked, and editors can download its original', async ({
  app,
  ada,
  page,
}) => {
  const sourceId = await addReady(ada, await sign());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}?view=passages`);
  const picture = page.getByRole('img', { name: 'sign' });
  await expect(picture).toBeVisible();
  await passages(page)
    .getByRole('button', { name: /OPENS AT NINE/ })
    .click();
  await expect(page.locator('[data-passage-box]').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download original image' })).toHaveAttribute('href', /original$/);
});

test('a source is renamed', async ({ app, ada, page }) => {
  const sourceId = await addReady(ada, markdown());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await page.getByRole('button', { name: 'Actions for notes' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename source' });
  await dialog.getByLabel('Title').fill('Ferry notes');
  await dialog.getByLabel('Title').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Ferry notes' })).toBeVisible();
});

test('a text is deleted and restored', async ({ app, ada, page }) => {
  const sourceId = await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await page.getByRole('button', { name: 'Delete Page 2' }).click();
  await expect(page.getByRole('button', { name: 'Page 2', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Page 2', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Delete Page 2' }).click();
  // long after the notification has closed
  await page.reload();
  await page.getByText('1 deleted text, excluded from search and answers').click();
  await expectAccessible(page, 'deleted texts');
  await page.getByRole('button', { name: 'Restore Page 2' }).click();
  await expect(page.getByRole('button', { name: 'Page 2', exact: true })).toBeVisible();
  await expect(page.getByText('1 deleted text')).toBeHidden();
});

test('a citation of an edited text opens, and says when its words no longer exist', async ({ app, ada, page }) => {
  const sourceId = await addReady(ada, markdown());
  const cited = await ask(ada, 'scripted:text=quote', 'When does the ferry to Skarholm leave?');
  await ended(ada, cited);
  const [record] = (await ada.client.records.list.query({ sourceId })).items;
  const update = (text: string, expectedVersion: number) =>
    ada.client.records.update.mutate({ recordId: record?.id ?? '', text, expectedVersion });
  const open = async () => {
    await page.goto(`${app.url}${cited.path}?cite=${cited.answerId}.1`);
    await expect(page.getByRole('region', { name: 'Passage' })).toContainText('leave');
  };
  await update(`First of all: ${record?.text}`, 1);
  await open();
  const passage = page.getByRole('region', { name: 'Passage' });
  const quote = (await passage.locator('blockquote').textContent()) ?? '';
  await expect(passage.locator('mark')).toHaveText(quote);
  await update('The boat departs at eight. It does leave.', 2);
  await open();
  await expect(passage.getByRole('note')).toHaveText(/The text has changed since/);
  await expect(passage.locator('blockquote')).toHaveText(quote);
});

/** A site of two pages that was crawled twice; in between one page changed and the other was removed. */
async function addChangedSite({ client, workspaceId }: Person) {
  const bodies: Record<string, string | undefined> = {
    '/wheel': 'The wheel is of oak and turns in the river.',
    '/mayflies': 'The ephemeral page of mayflies.',
  };
  await using site = await openSite(bodies);
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url });
  const ended = () =>
    expect
      .poll(async () => (await client.sources.get.query({ sourceId })).status, { timeout: 45_000 })
      .toMatch(/ready|partial|failed/);
  await ended();
  bodies['/wheel'] = 'The wheel is of iron and turns in the river.';
  bodies['/mayflies'] = undefined;
  await client.sources.sync.mutate({ sourceId });
  await ended();
  return { sourceId };
}

test('after another crawl of a website the page lists what has changed, and shows the difference', async ({
  app,
  ada,
  page,
}) => {
  const { sourceId } = await addChangedSite(ada);
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes.getByRole('link', { name: 'Removed 1' })).toBeVisible();
  await changes.getByRole('link', { name: 'Changed 1', exact: true }).click();
  await expect(page).toHaveURL(/found=changed/);
  const listed = page.getByRole('region', { name: 'Pages of this source' });
  await expect(rowsOf(page, 'Pages')).toHaveCount(1);
  await listed.getByRole('link', { name: 'Text and versions of wheel' }).click();
  const versions = page.getByRole('region', { name: 'Versions of this page' });
  await expect(versions.locator('del')).toHaveText(/oak/);
  await expect(versions.locator('ins')).toHaveText(/iron/);
  await page.getByRole('link', { name: 'All pages of this source' }).click();
  await expect(changes).toBeVisible();
});

/** Checks URLs below the sources of `ada`, each of them once it shows what is `seen`. */
async function expectAllAccessible(page: Page, home: string, places: [name: string, path: string, seen: Locator][]) {
  for (const [name, path, seen] of places)
    await expectAccessibleEverywhere(page, name, async () => {
      await page.goto(`${home}/sources/${path}`);
      await expect(seen.first()).toBeVisible();
    });
}

test('texts and their histories are accessible in both themes, wide and narrow', async ({ app, ada, page }) => {
  test.setTimeout(600_000);
  const sourceId = await addReady(ada, markdown());
  const [record] = (await ada.client.records.list.query({ sourceId })).items;
  const recordId = record?.id ?? '';
  await ada.client.records.update.mutate({ recordId, text: 'The ferry leaves at eight.', expectedVersion: 1 });
  const home = `${app.url}/w/${ada.workspaceId}`;
  await expectAllAccessible(page, home, [
    ['text', sourceId, page.getByText('Edited by Ada')],
    ['passages', `${sourceId}?view=passages`, page.getByRole('switch', { name: /^Use passage 1 / })],
    ['history', `${sourceId}?history=${recordId}`, page.getByRole('dialog', { name: 'History' }).locator('ins')],
  ]);
  await page.goto(`${home}/sources/${sourceId}`);
  await page.getByRole('button', { name: /^Edit / }).click();
  await expect(editor(page)).toBeFocused();
  await expectAccessible(page, 'editor');
});

test('what has changed is accessible in both themes, wide and narrow', async ({ app, ada, page }) => {
  test.setTimeout(600_000);
  const { sourceId } = await addChangedSite(ada);
  const { items } = await ada.client.sources.items.query({ sourceId, outcome: 'changed' });
  await expectAllAccessible(page, `${app.url}/w/${ada.workspaceId}`, [
    ['changes', sourceId, page.getByRole('link', { name: 'Changed 1', exact: true })],
    ['page', `${sourceId}?item=${items[0]?.id}&view=original`, page.locator('ins')],
  ]);
});
