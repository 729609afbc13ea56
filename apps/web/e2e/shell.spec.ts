import type { Page } from '@playwright/test';
import { ask, ended, wordShown } from './app/ask.ts';
import { addReady, drop, lighthousePdf, longPdf } from './app/documents.ts';
import { offlineFaults, refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' });
const h1 = (page: Page) => page.getByRole('heading', { level: 1 });
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);

test('the command palette navigates, searches and runs commands by keyboard alone', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=3', 'Where do kelp forests grow?');
  await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(h1(page)).toHaveText('Sources');
  const choose = async (typed: string) => {
    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('combobox')).toBeFocused();
    await page.keyboard.type(typed);
    await expect(palette(page).getByRole('option').first()).toBeVisible();
    return palette(page).getByRole('option');
  };
  await choose('settings members');
  await page.keyboard.press('Enter');
  await expect(h1(page)).toHaveText('Members');
  const chat = (await choose('kelp forests')).filter({ hasText: /^Where do kelp/ });
  await expect(chat).toBeVisible();
  for (let steps = 0; (await chat.getAttribute('aria-selected')) !== 'true' && steps < 10; steps += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(app.url + asked.path);
  const search = (await choose('lamp of watts')).filter({ hasText: 'Search the sources for' });
  await expect(search).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(h1(page)).toHaveText('Search');
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('4,200');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
});

test('the shortcuts of the sheet work, and single keys can be turned off', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  await expect(h1(page)).toHaveText('Workspace');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const does of ['Open the command palette', 'Go to Sources', 'Stop the answer'])
    await expect(sheet).toContainText(does);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  for (const [keys, title] of [
    ['gs', 'Sources'],
    ['gf', 'Search'],
    ['ge', 'Workspace'],
    ['gc', 'New chat'],
  ] as const) {
    // in a field the keys type letters
    await h1(page).focus();
    await page.keyboard.type(keys);
    await expect(h1(page)).toHaveText(title);
  }
  await page.keyboard.press('Shift+Escape');
  await expect(page.getByLabel('Your question')).toBeFocused();
  await page.keyboard.type('gs?c');
  await expect(page.getByLabel('Your question')).toHaveValue('gs?c');
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  await h1(page).focus();
  await page.keyboard.press('?');
  await sheet.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await h1(page).focus();
  await page.keyboard.type('gs');
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeVisible();
  await expect(page).toHaveTitle('Workspace settings · Millrace');
});

test('the theme follows the system until one is chosen, and the choice is kept', async ({ app, ada, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(h1(page)).toHaveText('Sources');
  expect(await theme(page)).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => theme(page)).toBe('light');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  expect(await theme(page)).toBe('dark');
  // before the first paint: the script of the page has run, the app may not have
  await page.reload({ waitUntil: 'commit' });
  await expect.poll(() => theme(page)).toBe('dark');
  await expect(h1(page)).toHaveText('Sources');
  const ink = () => h1(page).evaluate((heading) => getComputedStyle(heading).color);
  const dark = await ink();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  expect(await theme(page)).toBe('light');
  await page.keyboard.press('Escape');
  expect(await ink()).not.toBe(dark);
});

test('the pill shows whether the page is up to date', async ({ app, ada, page, context, faults }) => {
  faults.expect(offlineFaults);
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  const pill = page.getByRole('status', { name: 'Connection' });
  await expect(pill).toHaveText('Live');
  await context.setOffline(true);
  await expect(pill).toHaveText('Offline');
  await context.setOffline(false);
  await expect(pill).toHaveText('Live');
});

test('the tray shows the running jobs, on every page and after a reload', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live');
  await drop(page, [longPdf('large-one.pdf', 1_200)]);
  const tray = page.getByRole('region', { name: 'Running jobs' });
  await expect(tray.getByRole('button', { name: 'Jobs: 1 running' })).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await tray.getByRole('button', { name: 'Jobs: 1 running' }).click();
  await expect(tray.getByRole('progressbar', { name: /large-one/ })).toBeVisible();
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await expect(h1(page)).toHaveText('Search');
  await tray.getByRole('button', { name: /^Cancel large-one/ }).click();
  await expect(tray).toContainText('Cancelled', { timeout: 30_000 });
  await tray.getByRole('link', { name: /^large-one/ }).click();
  await expect(h1(page)).toHaveText(/^large-one/);
  const { items } = await ada.client.sources.list.query({ workspaceId: ada.workspaceId });
  expect(items.map(({ status }) => status)).toEqual(['cancelled']);
});

test('every page has its title and one heading, which gets the focus after a move to the page', async ({
  app,
  ada,
  page,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(page).toHaveTitle('New chat · Millrace');
  const main = page.getByRole('navigation', { name: 'Main' });
  const settings = page.getByRole('navigation', { name: 'Settings' });
  for (const [link, title, heading] of [
    [main.getByRole('link', { name: 'Sources' }), 'Sources', 'Sources'],
    [main.getByRole('link', { name: 'Search' }), 'Search', 'Search'],
    [main.getByRole('link', { name: 'Settings' }), 'Workspace settings', 'Workspace'],
    [settings.getByRole('link', { name: 'Members' }), 'Members', 'Members'],
    [settings.getByRole('link', { name: 'API keys' }), 'API keys', 'API keys'],
    [settings.getByRole('link', { name: 'Models' }), 'Models', 'Models'],
    [settings.getByRole('link', { name: 'Account' }), 'Account', 'Account'],
    [main.getByRole('link', { name: 'New chat' }), 'New chat', 'New chat'],
  ] as const) {
    await link.click();
    await expect(h1(page)).toHaveText(heading);
    await expect(page).toHaveTitle(`${title} · Millrace`);
    await expect(h1(page)).toHaveCount(1);
    // the search page and a new chat focus their field instead
    if (heading === 'New chat') await expect(page.getByLabel('Your question')).toBeFocused();
    else if (heading === 'Search') await expect(page.getByLabel('Search the sources')).toBeFocused();
    else await expect(h1(page)).toBeFocused();
    await expect(main.or(settings).getByRole('link').and(page.locator('[aria-current=page]')).first()).toBeVisible();
  }
});

test('the first stop of Tab skips the sidebar', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  await expect(h1(page)).toHaveText('Workspace');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link').first()).toBeFocused();
});

test('a session that expires asks to sign in again and keeps what was typed', async ({
  app,
  ada,
  page,
  context,
  faults,
}) => {
  faults.expect(refusal(401));
  const asked = await ask(ada, 'scripted:tokens=3');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await wordShown(page, 2);
  const box = page.getByLabel('Your question');
  await box.fill('A long thought');
  await context.clearCookies();
  await box.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session has expired' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('E-mail')).toHaveValue(ada.email);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Password', { exact: true }).fill('not the password at all');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  // the question was not sent for want of a session: it is sent now
  await expect(page.getByRole('paragraph').filter({ hasText: 'A long thought' })).toBeVisible();
  await expect(page.getByText('Not sent.')).toBeHidden();
  await expect(page.getByRole('article', { name: 'Answer' })).toHaveCount(2);
});

test('a URL without a page says so and links to the start', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/no/such/page`);
  await expect(h1(page)).toHaveText('Page not found');
  await page.goto(`${app.url}/nowhere`);
  await expect(h1(page)).toHaveText('Page not found');
  await expect(page).toHaveTitle('Page not found · Millrace');
  await page.getByRole('link', { name: 'Go home' }).click();
  await expect(h1(page)).toHaveText('New chat');
});

test('a person who is not signed in is asked to, and then gets to the requested page', async ({
  app,
  ada,
  page,
  context,
}) => {
  await context.clearCookies();
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(h1(page)).toHaveText('Sign in');
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(h1(page)).toHaveText('Sources');
  await page.getByRole('button', { name: 'Account of Ada' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(h1(page)).toHaveText('Sign in');
  await page.goBack();
  await expect(h1(page)).toHaveText('Sign in');
});
