import { readFile } from 'node:fs/promises';
import { answerOn, ask, ended, proseOf, words } from './app/ask.ts';
import { expect, test } from './app/test.ts';

test('a chat is pinned, found and taken along as Markdown', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=5', 'Count for the record');
  await ended(ada, asked);
  for (let n = 0; n < 9; n += 1) {
    await ada.client.conversations.create.mutate({ workspaceId: ada.workspaceId, title: `Another ${n}` });
  }
  await page.goto(app.url + asked.path);
  const chats = page.getByRole('list', { name: 'Chats', exact: true });
  await expect(chats.getByRole('link')).toHaveCount(10);
  const actions = page.getByRole('button', { name: 'Actions for Count for the record' });
  await actions.click();
  await page.getByRole('menuitem', { name: 'Pin' }).click();
  const pinned = page.getByRole('list', { name: 'Pinned chats' });
  await expect(pinned.getByRole('link')).toHaveText(['Count for the record']);
  await page.reload();
  await expect(pinned.getByRole('link')).toHaveText(['Count for the record']);

  await page.getByRole('searchbox', { name: 'Find a chat' }).fill('w3 w4');
  await expect(chats.getByRole('link')).toHaveText(['Count for the record']);
  await page.getByRole('searchbox', { name: 'Find a chat' }).fill('nothing has these');
  await expect(page.getByText('No chat has these words.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a chat' }).fill('');

  await actions.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Count for the record.md');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toBe(`# Count for the record\n\n## Ada\n\nCount for the record\n\n## Answer\n\n${words(5)}\n`);
});

test('an answer is rated, with a reason, and the opinion is there after a reload', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=5');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(proseOf(page)).toHaveText(words(5));
  const bad = answerOn(page).getByRole('button', { name: 'Bad answer' });
  await bad.click();
  const dialog = page.getByRole('dialog', { name: 'What was wrong with it?' });
  await dialog.getByLabel('Reason').fill('It only counts');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(bad).toHaveAttribute('aria-pressed', 'true');
  const good = answerOn(page).getByRole('button', { name: 'Good answer' });
  await good.click();
  await expect(good).toHaveAttribute('aria-pressed', 'true');
  await expect(bad).toHaveAttribute('aria-pressed', 'false');
});
