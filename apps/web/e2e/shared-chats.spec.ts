import { expectAccessible, expectAccessibleEverywhere } from './app/accessible.ts';
import { ask, ended } from './app/ask.ts';
import { refusal } from './app/faults.ts';
import type { Person } from './app/person.ts';
import { expect, test } from './app/test.ts';

/** Makes somebody an analyst in the workspace of another. */
async function join(person: Person, { client, workspaceId }: Person): Promise<void> {
  const { email } = person;
  const { token } = await client.workspaces.invite.mutate({ workspaceId, email, role: 'analyst' });
  await person.client.workspaces.acceptInvitation.mutate({ token });
}

test('a chat is its author’s until it is shared, is read and continued by others at once, and is theirs no longer when it is private again', async ({
  app,
  ada,
  page,
  seat,
  faults,
}) => {
  test.slow();
  const grace = await seat('Grace');
  await join(grace.person, ada);
  const asked = await ask(ada, 'scripted:tokens=5', 'Count for the record');
  await ended(ada, asked);
  const listOf = (one: typeof page) => one.getByRole('list', { name: 'Chats', exact: true }).getByRole('link');

  await page.goto(app.url + asked.path);
  await grace.page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(grace.page.getByText('No chats yet')).toBeVisible();
  await expect(listOf(page)).toHaveText(['Count for the record']);

  await page.getByRole('article', { name: 'Answer' }).getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Only you can open this link')).toBeVisible();

  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Private: only you can read it' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: /^Shared: everyone in Ada’s workspace/ }).click();
  await expect(page.getByRole('button', { name: 'Shared', exact: true })).toBeVisible();
  await expectAccessibleEverywhere(page, 'a shared chat of one’s own');

  const chat = grace.page.getByRole('link', { name: 'Count for the record Shared by Ada' });
  await chat.click();
  await expect(grace.page.getByRole('heading', { name: 'Ada asked' })).toBeAttached();
  await expect(grace.page.getByRole('main').getByText('Shared by Ada')).toBeVisible();
  await expect(grace.page.getByRole('button', { name: 'Share', exact: true })).toBeHidden();
  await grace.page.getByRole('button', { name: 'Actions for Count for the record' }).click();
  await expect(grace.page.getByRole('menuitem', { name: 'Pin' })).toBeVisible();
  await expect(grace.page.getByRole('menuitem', { name: 'Delete' })).toBeHidden();
  await grace.page.keyboard.press('Escape');
  await expectAccessible(grace.page, 'a chat that somebody else shares');

  const again = await ask(grace.person, 'scripted:tokens=5', 'Once more', asked.conversationId);
  await ended(grace.person, again);
  await expect(page.getByRole('heading', { name: 'Grace asked' })).toBeAttached();

  faults.expect(refusal(404));
  await page.getByRole('button', { name: 'Shared', exact: true }).click();
  const onlyMe = page.getByRole('menuitemradio', { name: 'Private: only you can read it' });
  await expect(onlyMe).toBeVisible();
  await onlyMe.click();
  await expect(grace.page.getByText('Chat not found')).toBeVisible();
  await expect(chat).toBeHidden();
  await expect(grace.page.getByText('Count for the record')).toBeHidden();
  // what she asked in it stays in it
  await expect(page.getByRole('heading', { name: 'Grace asked' })).toBeAttached();
});
