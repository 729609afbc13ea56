import { createServer } from 'node:net';
import { createClient } from '@millrace/client/create-client';
import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from './app/accessible.ts';
import { ask, ended } from './app/ask.ts';
import { choose } from './app/choose.ts';
import { refusal } from './app/faults.ts';
import { rowsOf } from './app/rows.ts';
import { expect, test } from './app/test.ts';

const h1 = (page: Page) => page.getByRole('heading', { level: 1 });

test('an API key is shown once, opens its workspace, and nothing after it is revoked', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/keys`);
  await page.getByLabel('Key name').fill('nightly import');
  await choose(page.getByRole('combobox', { name: 'Role' }), 'Editor');
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
  const listed = rowsOf(page, 'API keys');
  await expect(listed).toContainText('nightly import');
  // it was used
  await expect(listed).toContainText(/just now|ago/);
  expect(await page.content()).not.toContain(apiKey);
  expect(received.length).toBeGreaterThan(0);
  expect((await Promise.all(received)).join()).not.toContain(apiKey);

  await page.getByRole('button', { name: 'Revoke the key nightly import' }).click();
  await expect(page.getByText('No API keys yet.')).toBeVisible();
  await expect(tool.sources.list.query({ workspaceId })).rejects.toMatchObject({ data: { kind: 'unauthenticated' } });
});

test('an invitation link makes a member in another browser, with the role it names', async ({
  app,
  ada,
  page,
  browser,
  faults,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/members`);
  await page.getByLabel('E-mail address').fill('grace-invited@example.org');
  await choose(page.getByRole('combobox', { name: 'Role', exact: true }), 'Viewer');
  await page.getByRole('button', { name: 'Create invitation link' }).click();
  const link = (await page.getByText(/^http\S+\/join#[\w-]+$/).textContent()) ?? '';
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
  // a viewer can read and has no actions
  await expect(guest.getByRole('button', { name: 'Add files' })).toBeHidden();
  await expect(guest.getByRole('button', { name: 'Add text' })).toBeHidden();
  await guest.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(h1(guest)).toHaveText('Chats');
  await expect(guest.getByLabel('Your question')).toBeHidden();
  faults.expect(refusal(404, 410, 409));
  // links of former versions keep working
  await guest.goto(link.replace('#', '/'));
  await expect(guest.getByRole('main')).toContainText(/cannot be used|already/i);
  await other.close();

  await page.reload();
  const members = page.getByRole('grid', { name: 'Members' });
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
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await choose(page.getByRole('combobox', { name: 'Role of Ada' }), 'Viewer');
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(/owner/i);
  await expect(page.getByRole('combobox', { name: 'Role of Ada' })).toHaveText('Owner');
});

test('endpoints are tested before they are saved, ordered by keyboard, and take over from each other with a reason', async ({
  app,
  ada,
  page,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/model`);
  const list = page.getByRole('list', { name: 'Endpoints' });
  await expect(list.getByRole('listitem')).toContainText('Set by the server');
  const dialog = page.getByRole('dialog');
  const fill = async (baseUrl: string, model: string, key: string) => {
    await dialog.getByLabel('API URL').fill(baseUrl);
    await dialog.getByLabel('Models', { exact: true }).fill(model);
    await dialog.getByLabel('API key', { exact: true }).fill(key);
    await dialog.getByRole('button', { name: 'Test connection' }).click();
  };
  const add = async (name: string, model: string) => {
    await page.getByRole('button', { name: 'Add endpoint' }).click();
    await dialog.getByLabel('Name').fill(name);
    await fill(app.model.url, model, 'a-key-that-is-long-1234');
  };
  await add('Cloud', 'scripted:tokens=2');
  await expect(dialog.getByRole('status')).toContainText('The connection works');
  await fill(app.model.url, 'scripted:', 'wrong');
  await expect(dialog.getByRole('alert')).toContainText('did not accept the API key');
  await fill(`http://127.0.0.1:${await closedPort()}/v1`, 'scripted:', 'any');
  await expect(dialog.getByRole('alert')).toContainText('connection refused');
  await fill(app.model.url, 'scripted:status=402', 'a-key-that-is-long-1234');
  await expect(dialog.getByRole('alert')).toContainText('no credit left');
  await dialog.getByLabel('Input price').fill('0,25');
  // the result is valid only for what was tested
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  // it replaces the one of the server
  await expect(list.getByRole('listitem')).toHaveText(/^Cloud.*…1234/);
  const { endpoints } = await ada.client.models.list.query({ workspaceId: ada.workspaceId });
  expect(endpoints[0]?.price).toEqual({ input: 0.25, output: 0 });
  await add('Local', 'scripted:tokens=3');
  await dialog.getByLabel('Tokens per day').fill('20,000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const row = list.getByRole('listitem');
  await expect(row).toHaveText([/^Cloud/, /^Local.*Today: 0 of 20K tokens/i]);

  const ordered = (names: RegExp[]) => expect(row).toHaveText(names);
  await page.getByRole('button', { name: 'Move Local up' }).press('Enter');
  await ordered([/^Local/, /^Cloud/]);
  await expect(page.getByRole('button', { name: 'Move Local up' })).toBeFocused();
  await page.getByRole('button', { name: 'Move Local down' }).press('Enter');
  await ordered([/^Cloud/, /^Local/]);
  await expect(page.getByRole('button', { name: 'Move Local down' })).toBeFocused();
  await expect(page.getByText('Local moved to position 2 of 2')).toBeAttached();

  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await page.getByLabel('Your question').fill('Count for me');
  await page.getByLabel('Your question').press('Enter');
  const answer = page.getByRole('article', { name: 'Answer' });
  await expect(answer).toContainText('Answered by scripted:tokens=3 at Local. Models before it could not answer:');
  await expect(answer).toContainText(/Cloud: .*no credit left/);
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/model`);
  await expect(row.nth(1)).toContainText(/Today: [1-9]\d* of 20K tokens/i);
  await page.getByRole('button', { name: 'Actions for Cloud' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await ordered([/^Local/]);
});

test('the form of an endpoint offers the models of its server, and keeps headers without showing their values', async ({
  app,
  ada,
  page,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/model`);
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Mill');
  await dialog.getByLabel('API URL').fill(`http://127.0.0.1:${await closedPort()}/v1`);
  await dialog.getByLabel('API key', { exact: true }).fill('a-key-that-is-long-1234');
  const models = dialog.getByLabel('Models', { exact: true });
  await models.focus();
  await expect(dialog.getByText(/^No list of models: .*connection refused/)).toBeVisible();
  await dialog.getByLabel('API URL').fill(app.model.url);
  await models.focus();
  await expect(dialog.getByText('1 model to choose from')).toBeVisible();
  const option = (value: string) => dialog.locator(`datalist option[value="${value}"]`);
  await expect(option('scripted')).toBeAttached();
  // any other name can be entered, and the list completes a further one
  await models.fill('scripted:tokens=2, ');
  await expect(option('scripted:tokens=2, scripted')).toBeAttached();
  await models.fill('scripted:tokens=2');

  await dialog.getByText('Advanced connection settings').click();
  const headers = dialog.getByLabel('Extra headers');
  await headers.fill('X-Team');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(headers).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText('Enter the value of the header')).toBeVisible();
  await headers.fill('X-Team: value-of-the-header');
  await dialog.getByLabel('Time to first byte').fill('90');
  await expectAccessible(page, 'the form of an endpoint');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const received: Promise<string>[] = [];
  page.on('response', (response) => {
    if (/\/trpc\/[\w.,]*models/.test(response.url())) received.push(response.text());
  });
  await page.reload();
  await page.getByRole('button', { name: 'Actions for Mill' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await expect(headers).toHaveValue('X-Team: •••');
  await expect(dialog.getByLabel('Time to first byte')).toHaveValue('90');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect((await Promise.all(received)).join()).not.toContain('value-of-the-header');
  await page.getByRole('button', { name: 'Test Mill' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
  expect(app.model.requests.at(-1)?.headers['x-team']).toBe('value-of-the-header');
});

test('a new name of a workspace is shown everywhere', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/workspace`);
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await name.fill('Kelp & co <i>');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Workspace Kelp & co <i>' })).toBeVisible();
});

test('a workspace is deleted after a confirmation and can be restored under Account', async ({ app, ada, page }) => {
  const { id, name } = await ada.client.workspaces.create.mutate({ name: 'Short-lived' });
  await page.goto(`${app.url}/w/${id}/settings/workspace`);
  await page.getByRole('button', { name: 'Delete workspace' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
  await expectAccessible(page, 'the question before the deletion');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  const deleted = page.getByRole('list', { name: 'Deleted workspaces' });
  await expect(deleted).toContainText(/Short-lived.*in (29|30) days/);
  await expectAccessibleEverywhere(page, 'the account with a deleted workspace');
  await deleted.getByRole('button', { name: `Restore ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(id));
  await expect(h1(page)).toHaveText('New chat');
});

test('the instructions of the workspace reach the model', async ({ app, ada, page }) => {
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
