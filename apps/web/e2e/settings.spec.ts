import { createServer } from 'node:net';
import { createClient } from '@millrace/client/create-client';
import type { Page } from '@playwright/test';
import { ask, ended } from './app/ask.ts';
import { refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

const h1 = (page: Page) => page.getByRole('heading', { level: 1 });

test('an API key is shown once, opens its workspace, and nothing after it is revoked', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/keys`);
  await page.getByLabel('Key name').fill('nightly import');
  await page.getByLabel('Role').selectOption('editor');
  await page.getByRole('button', { name: 'Create key' }).click();
  const shown = page.getByRole('region', { name: 'New key' });
  const apiKey = (await shown.getByText(/^mr_[\w-]+$/).textContent()) ?? '';
  expect(apiKey.length).toBeGreaterThan(30);
  const tool = createClient({ url: app.url, apiKey });
  const { workspaceId } = ada;
  expect((await tool.sources.list.query({ workspaceId })).items).toEqual([]);

  const received: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/trpc\/[\w.,]*apiKeys/.test(response.url())) received.push(response.text());
  });
  await page.reload();
  const listed = page.getByRole('list', { name: 'API keys' }).getByRole('listitem');
  await expect(listed).toContainText('nightly import');
  await expect(listed).toContainText('used');
  expect(await page.content()).not.toContain(apiKey);
  expect(received.length).toBeGreaterThan(0);
  expect((await Promise.all(received)).join()).not.toContain(apiKey);

  await page.getByRole('button', { name: 'Revoke the key nightly import' }).click();
  await expect(page.getByText('No keys yet.')).toBeVisible();
  await expect(tool.sources.list.query({ workspaceId })).rejects.toMatchObject({ data: { kind: 'unauthenticated' } });
});

test('an invitation link makes a member at another browser, with the role it names', async ({
  app,
  ada,
  page,
  browser,
  faults,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/members`);
  await page.getByLabel('E-mail to invite').fill('grace-invited@example.org');
  await page.getByLabel('Role', { exact: true }).selectOption('viewer');
  await page.getByRole('button', { name: 'Create invitation link' }).click();
  const link = (await page.getByText(/^http\S+\/join\/[\w-]+$/).textContent()) ?? '';
  await expect(page.getByRole('list', { name: 'Open invitations' })).toContainText('grace-invited@example.org');

  const other = await browser.newContext();
  faults.watch(other);
  const guest = await other.newPage();
  await guest.goto(link);
  await expect(h1(guest)).toHaveText('Join Ada’s workspace');
  await guest.getByLabel('Your name').fill('Grace');
  await expect(guest.getByLabel('E-mail')).toHaveValue('grace-invited@example.org');
  await guest.getByLabel('Password', { exact: true }).fill('another long password');
  await guest.getByRole('button', { name: 'Create account' }).click();
  await expect(h1(guest)).toHaveText('Chats');
  await expect(guest.getByRole('button', { name: 'Workspace Ada’s workspace' })).toBeVisible();
  await guest.getByRole('link', { name: 'Sources', exact: true }).click();
  await expect(h1(guest)).toHaveText('Sources');
  // a viewer sees, and has nothing to press
  await expect(guest.getByRole('button', { name: 'Add files' })).toBeHidden();
  await expect(guest.getByRole('button', { name: 'Add text' })).toBeHidden();
  await guest.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(h1(guest)).toHaveText('Chats');
  await expect(guest.getByLabel('Your question')).toBeHidden();
  faults.expect(refusal(404, 410, 409));
  await guest.goto(link);
  await expect(guest.getByRole('main')).toContainText(/cannot be used|already/i);
  await other.close();

  await page.reload();
  const members = page.getByRole('list', { name: 'Members' });
  await expect(members).toContainText('Grace');
  await page.getByRole('button', { name: 'Remove Grace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(members).not.toContainText('Grace');
});

test('the last owner can neither leave nor step down', async ({ app, ada, page, faults }) => {
  faults.expect(refusal(409, 412, 403, 400));
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/members`);
  await page.getByRole('button', { name: 'Leave Ada’s workspace' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave Ada’s workspace?' });
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/owner/i);
  await dialog.getByRole('button', { name: 'Keep' }).click();
  await page.getByLabel('Role of Ada').selectOption('viewer');
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(/owner/i);
  await expect(page.getByLabel('Role of Ada')).toHaveValue('owner');
});

test('the test of a model shows what the model’s server says', async ({ app, page, context }) => {
  await app.owner.enter(context);
  await page.goto(`${app.url}/w/${app.owner.workspaceId}/settings/model`);
  const fill = async (baseUrl: string, model: string, key: string) => {
    await page.getByLabel('Address of the API').fill(baseUrl);
    await page.getByLabel('Model', { exact: true }).fill(model);
    await page.getByLabel('API key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Test the connection' }).click();
  };
  await fill(app.model.url, 'scripted:', 'wrong');
  await expect(page.getByRole('alert')).toContainText('did not accept the API key');
  await fill(app.model.url, 'no-such-model', 'any');
  await expect(page.getByRole('alert')).toContainText('no-such-model');
  await fill(`http://127.0.0.1:${await closedPort()}/v1`, 'scripted:', 'any');
  await expect(page.getByRole('alert')).toContainText(/reach|refused|connect/i);
  await fill(app.model.url, 'scripted:', 'any');
  await expect(page.getByRole('status').filter({ hasText: 'It works' })).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
  // nothing was saved by testing
  await page.reload();
  await expect(page.getByText('Set by the environment of the server.')).toBeVisible();
});

test('a workspace gets another name everywhere', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await name.fill('Kelp & co <i>');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Workspace Kelp & co <i>' })).toBeVisible();
});

test('what the workspace wants of every answer reaches the model', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  const wishes = page.getByRole('textbox', { name: 'Instructions' });
  await wishes.fill('Speak like a miller.');
  await page.getByRole('button', { name: 'Save instructions' }).click();
  await expect(page.getByText('Instructions saved')).toBeVisible();
  await page.reload();
  await expect(wishes).toHaveValue('Speak like a miller.');
  await ended(ada, await ask(ada, 'scripted:tokens=3', 'Who wished for that?'));
  // the question's vector is asked for, too
  const prompts = app.model.requests
    .filter(({ path }) => path.endsWith('/chat/completions'))
    .map(({ body }) => JSON.stringify(body));
  expect(prompts.find((prompt) => prompt.includes('Who wished for that?'))).toContain('Speak like a miller.');
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
