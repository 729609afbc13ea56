import type { Page } from '@playwright/test';
import { answerOn, ask, ended } from './app/ask.ts';
import { offlineFaults, refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

const kept = (page: Page) => page.getByText('Draft kept.');
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));

test('a text in a dialog survives closing, leaving and reloading, until it is discarded', async ({
  app,
  ada,
  page,
}) => {
  const sources = `${app.url}/w/${ada.workspaceId}/sources`;
  await page.goto(sources);
  const open = () => page.getByRole('button', { name: 'Add text' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add text' });
  const text = dialog.getByLabel('Text', { exact: true });
  await open();
  await expect(kept(page)).toBeHidden();
  await dialog.getByLabel('Title').fill('Bridge notes');
  await text.fill('The third arch was rebuilt.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await open();
  await expect(kept(page)).toBeVisible();
  await expect(text).toHaveValue('The third arch was rebuilt.');
  await text.press('End');
  await text.pressSequentially(' In 1911.');
  await page.reload();
  await expect(text).toHaveValue('The third arch was rebuilt. In 1911.');
  await page.goto(`${app.url}/w/${ada.workspaceId}/search`);
  await page.goto(sources);
  await open();
  await expect(dialog.getByLabel('Title')).toHaveValue('Bridge notes');
  await dialog.getByRole('button', { name: 'Discard draft' }).click();
  await expect(text).toHaveValue('');
  await expect(kept(page)).toBeHidden();
  await page.keyboard.press('Escape');
  await open();
  await expect(dialog).toBeVisible();
  await expect(kept(page)).toBeHidden();
  await text.fill('Added for good');
  await dialog.getByLabel('Title').fill('Kept');
  await dialog.getByRole('button', { name: 'Add text' }).click();
  await expect(dialog).toBeHidden();
  expect(await stored(page)).not.toContain('Added for good');
});

test('settings keep what is typed, also when the server refuses it or has something newer', async ({
  app,
  ada,
  page,
  faults,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  const description = page.getByRole('textbox', { name: 'Description' });
  await name.fill('Bridges');
  faults.expect(/Failed to load resource/);
  await page.route('**/trpc/workspaces.rename*', (route) => route.abort());
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The server is unreachable')).toBeVisible();
  await page.unroute('**/trpc/workspaces.rename*');
  await page.reload();
  await expect(name).toHaveValue('Bridges');
  await expect(kept(page)).toBeVisible();
  await ada.client.workspaces.rename.mutate({
    ...{ workspaceId: ada.workspaceId, name: 'Elsewhere', description: 'Of stone', timeZone: 'Europe/Berlin' },
  });
  await page.reload();
  await expect(name).toHaveValue('Bridges');
  await expect(description).toHaveValue('Of stone');
  await expect(page.getByText('The stored values have changed since you began')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Workspace saved')).toBeVisible();
  await expect(kept(page)).toBeHidden();
  expect(await stored(page)).not.toContain('Bridges');
  await page.reload();
  await expect(name).toHaveValue('Bridges');
  await expect(kept(page)).toBeHidden();
});

test('keys and header values are never stored: closing asks before they are lost', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/model`);
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add endpoint' });
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await dialog.getByLabel('Name').fill('Mill server');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(dialog.getByLabel('Name')).toHaveValue('Mill server');
  await dialog.getByLabel('API key').fill('sk-secret-one');
  await dialog.getByText('Advanced connection settings').click();
  await dialog.getByLabel('Extra headers').fill('X-Team: secret-two');
  await dialog.getByLabel('API URL').fill('https://me:secret-three@models.example.org/v1');
  expect(await stored(page)).toContain('Mill server');
  expect(await stored(page)).not.toMatch(/secret-/);
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(dialog.getByLabel('API key')).toHaveValue('sk-secret-one');
  await page.goBack();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  expect(await stored(page)).not.toContain('Mill server');
});

test('a password form asks before it is left, and nothing of it is stored', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  await page.getByLabel('New password').fill('four unrelated words here');
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByLabel('New password')).toHaveValue('four unrelated words here');
  expect(await stored(page)).not.toContain('unrelated');
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
});

test('drafts are forgotten at sign-out, and another person does not find them', async ({ app, ada, page, seat }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/members`);
  await page.getByLabel('E-mail address').fill('half-typed@example.org');
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await page.getByLabel('Your question').fill('An unsent question');
  expect(await stored(page)).toContain('half-typed@example.org');
  const { person: eve, page: other } = await seat('Eve');
  await other.close();
  await eve.enter(page.context());
  await page.goto(`${app.url}/w/${eve.workspaceId}/chat`);
  await expect(page.getByLabel('Your question')).toHaveValue('');
  expect(await stored(page)).not.toMatch(/half-typed|unsent/);
  await page.getByLabel('Your question').fill('Of Eve');
  await page.getByRole('button', { name: 'Account of Eve' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await stored(page)).not.toContain('Of Eve');
});

test('of two tabs the one that typed last wins, and neither answers the other', async ({ app, ada, page }) => {
  const path = `${app.url}/w/${ada.workspaceId}/chat`;
  await page.goto(path);
  const other = await page.context().newPage();
  await other.goto(path);
  await page.getByLabel('Your question').fill('From the first');
  await expect(other.getByLabel('Your question')).toHaveValue('From the first');
  await other.getByLabel('Your question').fill('From the second');
  await expect(page.getByLabel('Your question')).toHaveValue('From the second');
  await page.reload();
  await expect(page.getByLabel('Your question')).toHaveValue('From the second');
});

test('texts of people and documents have their own direction, block by block', async ({ app, ada, page }) => {
  const { client, workspaceId } = ada;
  const arabic = 'الجسر القديم bridge أعيد بناؤه عام ١٩١١.';
  const hebrew = 'הגשר bridge נבנה מחדש.';
  await client.sources.create.mutate({ workspaceId, kind: 'text', title: 'ملاحظات', text: arabic });
  const { sourceId } = await client.sources.create.mutate({
    ...{ workspaceId, kind: 'text', title: 'Mixed', text: `The bridge was rebuilt.\n${hebrew}` },
  });
  await expect
    .poll(async () =>
      (await client.sources.list.query({ workspaceId })).items.every(({ status }) => status === 'ready'),
    )
    .toBe(true);
  const directionOf = (text: string) =>
    page
      .getByText(text)
      .first()
      .evaluate((element) => getComputedStyle(element).direction);
  await page.goto(`${app.url}/w/${workspaceId}/sources`);
  expect(await directionOf('ملاحظات')).toBe('rtl');
  expect(await directionOf('Mixed')).toBe('ltr');
  await page.goto(`${app.url}/w/${workspaceId}/sources/${sourceId}`);
  // each line of a text has the direction of its own first letter
  const text = page.getByRole('region', { name: 'Text', exact: true }).getByText('The bridge was rebuilt.');
  await expect(text).toHaveCSS('unicode-bidi', 'plaintext');

  await page.goto(`${app.url}/w/${workspaceId}/chat`);
  const box = page.getByLabel('Your question');
  await box.fill('אבג bridge');
  await expect(box).toHaveCSS('direction', 'rtl');
  await box.fill('Where is the bridge?');
  await expect(box).toHaveCSS('direction', 'ltr');
  const asked = await ask(ada, 'scripted:text=quotes', 'אבג: where is the bridge?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(answerOn(page)).toContainText('الجسر');
  expect(await directionOf('אבג: where')).toBe('rtl');
  const paragraphs = answerOn(page).locator('.prose p');
  const directions = await paragraphs.evaluateAll((all) => all.map((p) => getComputedStyle(p).direction));
  expect(new Set(directions)).toEqual(new Set(['rtl', 'ltr']));
});

test('with sixty chats New chat keeps its height, and a lost connection moves no icon out of the sidebar', async ({
  app,
  ada,
  page,
  faults,
}) => {
  const { client, workspaceId } = ada;
  for (let n = 0; n < 60; n += 1) await client.conversations.create.mutate({ workspaceId, title: `Chat ${n}` });
  await page.goto(`${app.url}/w/${workspaceId}/chat`);
  await expect(page.getByRole('list', { name: 'Chats', exact: true }).getByRole('link').first()).toBeVisible();
  const height = (await page.getByRole('link', { name: 'New chat' }).boundingBox())?.height ?? 0;
  expect(height).toBeGreaterThanOrEqual(34);
  faults.expect(offlineFaults);
  await page.context().setOffline(true);
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText(/Reconnecting|Offline/);
  const icon = await page.getByRole('button', { name: 'Keyboard shortcuts' }).boundingBox();
  expect((icon?.x ?? 999) + (icon?.width ?? 0)).toBeLessThanOrEqual(256);
  await page.context().setOffline(false);
});

test('whoever is signed in is led from the sign-in page into the product', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/sign-in?next=/w/${ada.workspaceId}/sources`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
  await page.goto(`${app.url}/sign-in?next=//example.org/`);
  await expect(page.getByLabel('Your question')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(app.url);
});

test('a question that was refused for want of a session is sent after signing in', async ({
  app,
  ada,
  page,
  faults,
}) => {
  faults.expect(refusal(401));
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  const box = page.getByLabel('Your question');
  await box.fill('Count for me');
  await page.context().clearCookies();
  await box.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session has expired' });
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/chat\/[\w-]{36}/);
  await expect(page.getByText('Not sent.')).toBeHidden();
  await expect(answerOn(page)).toBeVisible();
});

test('a question that is queued shows at once, and returns to the box when the server refuses it', async ({
  app,
  ada,
  page,
  faults,
}) => {
  const asked = await ask(ada, 'scripted:tps=5,tokens=200', 'Count slowly');
  await page.goto(app.url + asked.path);
  await expect(page.getByRole('button', { name: 'Stop the answer' })).toBeVisible();
  faults.expect(/Failed to load resource/);
  let refuse = () => {};
  const asking = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  await page.route(/trpc\/nextMessages\.add/, async (route) => {
    await asking;
    await route.abort();
  });
  await page.getByLabel('Your question').fill('And the next?');
  await page.keyboard.press('Enter');
  const queued = page.getByRole('region', { name: 'Queued questions' });
  await expect(queued).toContainText('And the next?');
  refuse();
  await expect(page.getByLabel('Your question')).toHaveValue('And the next?');
  await expect(queued).toBeHidden();
});

test('what cannot be stored because storage is full is asked about before a dialog closes', async ({
  app,
  ada,
  page,
}) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new Error('full');
    };
  });
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources?add=text`);
  const dialog = page.getByRole('dialog', { name: 'Add text' });
  await dialog.getByLabel('Title').fill('Nowhere kept');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Title')).toHaveValue('Nowhere kept');
});

test('an edited question is a draft: Escape and a reload keep it, and it says so', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=3', 'Where do kelp forests grow?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  const box = page.getByLabel('Edited question');
  await page.getByLabel('Your question', { exact: true }).press('ArrowUp');
  await box.fill('Where do kelp forests die?');
  await box.press('Escape');
  await expect(box).toBeHidden();
  await page.reload();
  await page.getByRole('button', { name: 'Draft kept: continue' }).click();
  await expect(box).toHaveValue('Where do kelp forests die?');
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(box).toHaveValue('Where do kelp forests grow?');
  await box.press('Escape');
  await expect(page.getByRole('button', { name: 'Draft kept: continue' })).toBeHidden();
});
