import type { Page } from '@playwright/test';
import { choose, find } from './app/choose.ts';
import { addReady, lighthousePdf, markdown } from './app/documents.ts';
import type { Person } from './app/person.ts';
import { expect, test } from './app/test.ts';

const german = {
  name: 'muehle.md',
  type: 'text/markdown',
  body: Buffer.from(
    '# Die Mühle\n\nDie Mühle steht am Fluss und mahlt das Korn der Bauern aus dem Dorf. Der Müller öffnet die Schleuse im Frühling.\n',
  ),
};

const passages = (page: Page) => page.getByRole('list', { name: 'Passages' }).getByRole('listitem');
const box = (page: Page) => page.getByRole('searchbox', { name: 'Search the sources' });
const tag = (page: Page) => page.getByRole('combobox', { name: 'Tag' });

async function search(page: Page, query: string): Promise<void> {
  await box(page).fill(query);
  await box(page).press('Enter');
  await expect(page).toHaveTitle(new RegExp(`Search: ${query.replace(/[^\p{L} ]/gu, '.')}`, 'u'));
}

/** Three sources: a PDF and a note in English, one of them tagged, and a German text. */
async function fill(ada: Person): Promise<{ pdf: string }> {
  const pdf = await addReady(ada, lighthousePdf());
  const notes = await addReady(ada, markdown());
  await addReady(ada, german);
  await ada.client.sources.setTags.mutate({ sourceId: notes, tags: ['Travel'] });
  return { pdf };
}

test('a search is narrowed by the values that exist, is kept in the URL, and marks its words', async ({
  app,
  ada,
  page,
}) => {
  await fill(ada);
  await page.goto(`${app.url}/w/${ada.workspaceId}/search`);
  await search(page, 'ferry to Skarholm');
  await expect(passages(page).first().locator('mark').filter({ hasText: 'ferry' })).toBeVisible();
  await expect(passages(page).filter({ hasText: 'watts' })).not.toHaveCount(0);
  await page.getByText('Filters').click();
  await find(tag(page), 'Travel');
  await expect(page).toHaveURL(/tag=Travel/);
  await expect(passages(page)).toHaveCount(1);
  await page.reload();
  await expect(tag(page)).toHaveValue('Travel');
  await expect(passages(page)).toHaveCount(1);
  await choose(page.getByRole('combobox', { name: 'Kind' }), 'PDF');
  await expect(page.getByText('Remove a filter')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/tag=|kind=/);
  await expect(page.getByText('Filters', { exact: true })).toBeFocused();
  await expect(tag(page)).toHaveValue('');
  await expect(passages(page).filter({ hasText: 'watts' })).not.toHaveCount(0);
  // the search shortcut leads to the box and changes nothing; going back restores the previous query
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await expect(page).toHaveTitle(/Search: ferry/);
  await page.keyboard.type('gravel');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(/Search: gravel/);
  await page.goBack();
  await expect(page).toHaveTitle(/Search: ferry/);
  await expect(box(page)).toHaveValue('ferry to Skarholm');
});

test('a typing error finds what was meant and says so; accents may be omitted', async ({ app, ada, page }) => {
  await fill(ada);
  await page.goto(`${app.url}/w/${ada.workspaceId}/search`);
  await search(page, 'lighthuose lamp');
  await expect(page.getByText('Showing results for lighthouse')).toBeVisible();
  await expect(passages(page).first().locator('mark').filter({ hasText: 'lighthouse' })).toBeVisible();
  await search(page, 'muhle');
  await expect(page.getByText('Showing results for')).toBeHidden();
  await expect(passages(page).first().locator('mark').first()).toHaveText('Mühle');
});

test('a hit shows why it was found', async ({ app, ada, page }) => {
  await fill(ada);
  await page.goto(`${app.url}/w/${ada.workspaceId}/search`);
  await search(page, '"built in 1868"');
  await expect(passages(page)).toHaveCount(1);
  await passages(page).getByRole('button', { name: /^Why/ }).click();
  const reasons = passages(page).getByRole('table');
  await expect(reasons.getByRole('row', { name: /^Meaning/ })).toContainText('cosine');
  await expect(reasons.getByRole('row', { name: /^Score/ })).toBeVisible();
  await expect(passages(page).getByRole('list', { name: 'Words of the query' })).toContainText('1868 1×');
});

test('the retrieval of a source is tested on its page, with the scores of each passage', async ({ app, ada, page }) => {
  const { pdf } = await fill(ada);
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${pdf}`);
  await page.getByRole('button', { name: 'Test retrieval' }).click();
  const panel = page.getByRole('dialog', { name: 'Test retrieval' });
  await expect(panel.getByText('Enter a question that someone might ask.')).toBeVisible();
  await expect(panel.getByLabel('Question or words')).toBeFocused();
  await panel.getByLabel('Question or words').fill('How strong is the lamp?');
  await panel.getByRole('button', { name: 'Test', exact: true }).click();
  const ranked = panel.getByRole('list', { name: 'Ranked passages' });
  await expect(ranked).toContainText('4,200 watts');
  await expect(ranked.getByRole('row', { name: /^Score/ }).first()).toBeVisible();
  await expect(ranked).not.toContainText('ferry');
  await expect(page).toHaveURL(/test=How/);
  await ranked
    .getByRole('link', { name: /page 2/ })
    .first()
    .click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('img', { name: /^Page 2 of / })).toBeVisible();
});
