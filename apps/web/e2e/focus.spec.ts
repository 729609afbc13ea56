import type { Page } from '@playwright/test';
import { ask, ended } from './app/ask.ts';
import { expect, test } from './app/test.ts';

const box = (page: Page) => page.getByLabel('Your question');
const h1 = (page: Page) => page.getByRole('heading', { level: 1 });

/** Answers requests only after a while, as a slow network does. */
const slow = (page: Page, url: string | RegExp, ms = 1_500) =>
  page.route(url, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await route.continue();
  });

test('what is typed right after New chat goes into its box', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=3', 'Where do kelp forests grow?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(box(page)).toBeFocused();
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.keyboard.type('First?');
  await expect(page).toHaveTitle('New chat · Millrace');
  await expect(box(page)).toHaveValue('First?');
  await expect(box(page)).toBeFocused();
  await page.goto(app.url + asked.path);
  await expect(box(page)).toHaveValue('');
  await page.keyboard.press('Control+Shift+O');
  await page.keyboard.type(' Second?');
  await expect(page).toHaveTitle('New chat · Millrace');
  await expect(box(page)).toHaveValue('First? Second?');
  await h1(page).focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('New chat');
  await page.keyboard.press('Enter');
  await expect(box(page)).toBeFocused();
});

test('what is typed while the page of the chat is still loading is in its box', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  await expect(h1(page)).toHaveText('Workspace');
  await slow(page, /assets\/chat-/);
  await page.getByRole('link', { name: 'New chat' }).dispatchEvent('click');
  await page.keyboard.type('Late bridgex');
  await page.keyboard.press('Backspace');
  await expect(box(page)).toHaveValue('Late bridge');
  await expect(box(page)).toBeFocused();
  await box(page).fill('');
  await slow(page, /assets\/.*\.js/, 2_000);
  await page.goto(page.url(), { waitUntil: 'commit' });
  await expect(page.locator('#root')).toBeAttached();
  await page.keyboard.type('Before the app');
  await expect(box(page)).toHaveValue('Before the app');
  await expect(box(page)).toBeFocused();
});

test('what is typed while the first question makes a conversation stays in the box', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await slow(page, /trpc\/conversations\.create/);
  await page.keyboard.type('Count for me');
  await page.keyboard.press('Enter');
  await page.keyboard.type('And then');
  await expect(page).toHaveURL(/chat\/[\w-]{36}/);
  await page.keyboard.type(' more');
  await expect(box(page)).toHaveValue('And then more');
  await expect(box(page)).toBeFocused();
  await page.getByRole('link', { name: 'New chat' }).click();
  await expect(page).toHaveTitle('New chat · Millrace');
  await expect(box(page)).toHaveValue('');
});

test('on a chat page keys are text wherever the focus is, elsewhere they are shortcuts', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  for (const [from, keys] of [
    [h1(page), 'gs'],
    [page.getByRole('link', { name: 'New chat' }), '/?'],
    [page.getByRole('button', { name: 'Keyboard shortcuts' }), 'c1['],
  ] as const) {
    await from.focus();
    await page.keyboard.type(keys);
  }
  await expect(box(page)).toHaveValue('gs/?c1[');
  await expect(page).toHaveTitle('New chat · Millrace');
  // a space still presses what has the focus, and fields keep their keys
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).focus();
  await page.keyboard.press(' ');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('what you type goes to the question box');
  await page.keyboard.type('x');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(box(page)).toHaveValue('gs/?c1[');
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await expect(h1(page)).toHaveText('Sources');
  await page.keyboard.type('gf');
  await expect(h1(page)).toHaveText('Search');
});

test('a composition and a paste that begin outside of the box end in it', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(box(page)).toBeFocused();
  await h1(page).focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 });
  await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.insertText', { text: '日本' });
  await expect(box(page)).toHaveValue('日本');
  await h1(page).focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ' pasted');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(box(page)).toHaveValue('日本 pasted');
});

test('a touch device gets no keyboard unasked', async ({ app, ada, browser, page }) => {
  const phone = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  await ada.enter(phone);
  const small = await phone.newPage();
  await small.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(box(small)).toBeVisible();
  await expect(box(small)).not.toBeFocused();
  await phone.close();
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(box(page)).toBeFocused();
});
