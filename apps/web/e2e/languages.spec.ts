import { speak } from './app/language.ts';
import { expect, test } from './app/test.ts';

test('the language and the time zone are chosen under Account, count at once and after a reload', async ({
  app,
  ada,
  page,
}) => {
  const settings = `${app.url}/w/${ada.workspaceId}/settings/account`;
  await page.goto(settings);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('en');
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Tokyo');
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Asia/Tokyo');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Asia/Tokyo');
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('en');
});

test('a language from right to left turns the page round', async ({ app, ada, page, context }) => {
  await speak(context, 'ar-XB', ada);
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/members`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar-XB');
});
