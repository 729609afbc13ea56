import { expectAccessible, expectAccessibleEverywhere } from './app/accessible.ts';
import { refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

test('a new password signs the person out everywhere else', async ({ app, ada, page, browser, faults }) => {
  faults.expect(refusal(400, 401, 403));
  const other = await browser.newContext();
  faults.watch(other);
  await ada.enter(other);
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${app.url}/sign-in`);
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  await expect(page.getByLabel('Current password')).toBeVisible();
  await expectAccessibleEverywhere(page, 'the account');
  const change = async (current: string, next: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not the one it has', 'violet anchor seven maps');
  await expect(page.getByLabel('Current password')).toHaveAccessibleDescription(/password is wrong/);
  await change(ada.password, 'passwordpassword');
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/easy to guess/);
  await change(ada.password, 'violet anchor seven maps');
  await expect(page.getByText('Password changed')).toBeVisible();
  await expect(page.getByLabel('New password')).toHaveValue('');
  await other.close();

  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
});

test('a key asks for the password when it was typed long ago, and is then made without a second click', async ({
  app,
  ada,
  page,
  faults,
}) => {
  faults.expect(refusal(403));
  // the first request is refused as an old session's is: a test cannot wait for ten minutes
  let refused = false;
  await page.route('**/trpc/*apiKeys.create*', (route) => {
    if (refused) return route.continue();
    refused = true;
    const data = { kind: 'forbidden', reason: 'session.confirm', code: 'FORBIDDEN', httpStatus: 403 };
    const error = { message: 'Enter your password to confirm that it is you, then try again.', code: -32003, data };
    return route.fulfill({ status: 403, contentType: 'application/json', body: JSON.stringify([{ error }]) });
  });
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/keys`);
  await page.getByLabel('Key name').fill('nightly import');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused();
  await dialog.getByLabel('Password', { exact: true }).fill('not the one it has');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('The password is wrong.');
  await dialog.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^mr_[\w-]{30,}$/)).toBeVisible();
});

test('an owner makes a link with which a member sets a new password', async ({
  app,
  ada,
  page,
  seat,
  browser,
  faults,
}) => {
  faults.expect(refusal(403, 404, 401));
  const grace = await seat('Grace');
  const { workspaceId } = ada;
  const { token } = await ada.client.workspaces.invite.mutate({
    workspaceId,
    email: grace.person.email,
    role: 'viewer',
  });
  await grace.person.client.workspaces.acceptInvitation.mutate({ token });
  await page.goto(`${app.url}/w/${workspaceId}/settings/members`);
  const make = async () => {
    await page.getByRole('button', { name: 'Reset the password of Grace' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reset the password of Grace?' });
    await dialog.getByRole('button', { name: 'Create reset link' }).click();
    return dialog;
  };
  // she also has a workspace of her own, which the link would open
  const refused = await make();
  await expect(refused.getByRole('alert')).toContainText('workspaces that are not yours');
  await refused.getByRole('button', { name: 'Cancel' }).click();
  await grace.person.client.workspaces.delete.mutate({ workspaceId: grace.person.workspaceId });
  const dialog = await make();
  const link = (await dialog.getByText(/^http\S+\/reset#[\w-]+$/).textContent()) ?? '';
  await expectAccessible(page, 'the reset link');

  const other = await browser.newContext();
  faults.watch(other);
  const forgetful = await other.newPage();
  await forgetful.goto(link);
  await expect(forgetful.getByText(grace.person.email)).toBeVisible();
  await forgetful.getByLabel('New password').fill('violet anchor seven maps');
  await forgetful.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(forgetful.getByRole('button', { name: 'Workspace Ada’s workspace' })).toBeVisible();
  await forgetful.goto(link);
  await expect(forgetful.getByRole('alert')).toContainText('already used');
  await other.close();
});

test('an account is deleted after saying what goes with it', async ({ app, page, seat, browser, faults }) => {
  faults.expect(refusal(401));
  const kim = await seat('Kim');
  await kim.page.goto(`${app.url}/w/${kim.person.workspaceId}/settings/account`);
  await kim.page.getByRole('button', { name: 'Delete account' }).click();
  const dialog = kim.page.getByRole('dialog', { name: 'Delete your account?' });
  await expect(dialog).toContainText('Kim’s workspace');
  await expectAccessible(kim.page, 'the end of the account');
  await dialog.getByRole('button', { name: 'Delete account' }).click();
  await expect(kim.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await kim.page.getByLabel('E-mail').fill(kim.person.email);
  await kim.page.getByLabel('Password', { exact: true }).fill(kim.person.password);
  await kim.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(kim.page.getByRole('alert')).toContainText('wrong');

  // the owner of the instance has to transfer it first
  const context = await browser.newContext();
  faults.watch(context);
  await app.owner.enter(context);
  const own = await context.newPage();
  await own.goto(`${app.url}/w/${app.owner.workspaceId}/settings/account`);
  await own.getByRole('button', { name: 'Deactivate account' }).click();
  await expect(own.getByRole('dialog')).toContainText('You own this instance');
  await expect(own.getByRole('dialog').getByRole('button', { name: 'Deactivate account' })).toBeDisabled();
  await context.close();
  await page.close();
});

test('what a person had begun to write is gone when they sign out', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await page.getByLabel('Your question').fill('an unsent secret');
  await page.reload();
  await expect(page.getByLabel('Your question')).toHaveValue('an unsent secret');
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('an unsent secret');
});
