import { readFile } from 'node:fs/promises';
import { answerOn, ask, ended, proseOf, words } from './app/ask.ts';
import { find } from './app/choose.ts';
import { addReady, markdown, table } from './app/documents.ts';
import { expect, test } from './app/test.ts';

test('a chat is pinned, found and exported as Markdown', async ({ app, ada, page }) => {
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
  await expect(page.getByText('No chats match.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a chat' }).fill('');

  await actions.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Count for the record.md');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toBe(`# Count for the record\n\n## Ada\n\nCount for the record\n\n## Answer\n\n${words(5)}\n`);
});

test('an answer is rated with a reason, and the rating survives a reload', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=5');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(proseOf(page)).toHaveText(words(5));
  const bad = answerOn(page).getByRole('button', { name: 'Bad answer' });
  await bad.click();
  const dialog = page.getByRole('dialog', { name: 'What was wrong with this answer?' });
  await dialog.getByLabel('Reason').fill('It only counts');
  await dialog.getByRole('button', { name: 'Send reason' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(bad).toHaveAttribute('aria-pressed', 'true');
  const good = answerOn(page).getByRole('button', { name: 'Good answer' });
  await good.click();
  await expect(good).toHaveAttribute('aria-pressed', 'true');
  await expect(bad).toHaveAttribute('aria-pressed', 'false');
});

test('a chat keeps its temperature and scope: they reach the model, show as chips, and are removed one by one', async ({
  app,
  ada,
  page,
}) => {
  const sourceId = await addReady(ada, markdown());
  await addReady(ada, table());
  await ada.client.sources.setTags.mutate({ sourceId, tags: ['sea'] });
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await page.getByRole('button', { name: 'Model and sources' }).click();
  const dialog = page.getByRole('dialog', { name: 'Model and sources' });
  await dialog.getByRole('textbox', { name: 'Temperature' }).fill('0.2');
  await find(dialog.getByRole('combobox', { name: 'Sources' }), 'prices');
  await find(dialog.getByRole('combobox', { name: 'Tags' }), 'sea');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const chips = page.getByRole('list', { name: 'Settings of this chat' }).getByRole('listitem');
  await expect(chips).toHaveText(['Temperature 0.2', 'prices', 'Tag sea']);
  await page.getByRole('button', { name: 'Remove Tag sea' }).click();
  await expect(chips).toHaveText(['Temperature 0.2', 'prices']);

  const text = `What is bright, ${ada.email}?`;
  await page.getByLabel('Your question').fill(text);
  await page.getByLabel('Your question').press('Enter');
  type Body = { temperature?: number; messages?: { content: string }[] };
  const asked = () =>
    app.model.requests.map(({ body }) => body as Body).find(({ messages }) => messages?.at(-1)?.content === text);
  await expect.poll(asked, { timeout: 30_000 }).toMatchObject({ temperature: 0.2 });
  expect(asked()?.messages?.[0]?.content).toContain('title="prices"');
  expect(asked()?.messages?.[0]?.content).not.toContain('title="notes"');
  await page.waitForURL(/\/chat\/[\w-]{36}/);
  await page.reload();
  await expect(chips).toHaveText(['Temperature 0.2', 'prices']);
  await page.getByRole('button', { name: 'Remove prices' }).click();
  await expect(chips).toHaveText(['Temperature 0.2']);
  await page.getByRole('link', { name: 'New chat' }).first().click();
  await expect(chips).toHaveCount(0);
});

test('unsent questions stay where they were asked, none is lost, and a chat that cannot be reloaded stays', async ({
  app,
  ada,
  page,
  faults,
}) => {
  faults.expect(/ERR_FAILED/);
  const here = await ask(ada, 'scripted:tokens=5', 'Count here');
  const there = await ask(ada, 'scripted:tokens=5', 'Count there');
  for (const asked of [here, there]) await ended(ada, asked);
  await page.goto(app.url + here.path);
  await expect(proseOf(page)).toHaveText(words(5));
  await page.route('**/trpc/*chat.send*', (route) => route.abort());
  const box = page.getByLabel('Your question', { exact: true });
  const notSent = page.getByRole('alert').filter({ hasText: 'Not sent.' });
  for (const [n, text] of ['Where is the kelp?', 'Where is the salt?'].entries()) {
    await box.fill(text);
    await box.press('Enter');
    await expect(notSent).toHaveCount(n + 1);
  }
  const open = (title: string) => page.getByRole('list', { name: 'Chats' }).getByRole('link', { name: title }).click();
  await open('Count there');
  await expect(page).toHaveURL(app.url + there.path);
  await expect(proseOf(page)).toHaveText(words(5));
  await expect(notSent).toHaveCount(0);
  await open('Count here');
  await box.fill('And half a');
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  await expect(box).toHaveValue('And half a\n\nWhere is the kelp?');
  await expect(notSent).toHaveCount(1);

  // whoever leaves before the server has replied is not brought back
  await page.unroute('**/trpc/*chat.send*');
  const gate = Promise.withResolvers<void>();
  await page.route('**/trpc/*chat.send*', (route) => gate.promise.then(() => route.continue()));
  const replied = page.waitForResponse(/chat\.send/);
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('Sending…')).toBeVisible();
  await page.getByRole('link', { name: 'New chat' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'New chat' })).toBeVisible();
  gate.resolve();
  await (await replied).finished();
  await open('Count there');
  await expect(proseOf(page)).toHaveText(words(5));
  await open('Count here');
  await expect(answerOn(page)).toHaveCount(2);

  const first = await answerOn(page).first().elementHandle();
  let refused = 0;
  await page.route('**/trpc/*chat.messages*', (route) => {
    refused += 1;
    return route.abort();
  });
  await page.getByRole('button', { name: 'Stop the answer' }).click();
  // two more attempts, then it gives up
  await expect.poll(() => refused, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
  await page.unroute('**/trpc/*chat.messages*');
  await ask(ada, 'scripted:tokens=5', 'And once more', here.conversationId);
  await expect(answerOn(page)).toHaveCount(3);
  expect(await first?.evaluate((node) => node.isConnected)).toBe(true);

  await page.route('**/trpc/*chat.send*', (route) => route.abort());
  await expect(page.getByRole('button', { name: 'Stop the answer' })).toBeHidden();
  await box.press('Enter');
  await expect(notSent).toHaveCount(1);
  await page.reload();
  await expect(box).toHaveValue('And half a\n\nWhere is the kelp?');
});
