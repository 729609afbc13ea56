import { expectAccessibleEverywhere } from './app/accessible.ts';
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
