import { answerOn, ask, ended, proseOf } from './app/ask.ts';
import { addReady, lighthousePdf } from './app/documents.ts';
import { expectMarkedPage } from './app/passage.ts';
import { expect, test } from './app/test.ts';

test('a link leads to a message, also in a branch that is not shown, and a question there continues that branch', async ({
  app,
  ada,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const first = await ask(ada, 'scripted:tokens=400,tps=4000', 'Count to many');
  await ended(ada, first);
  const second = await ask(ada, 'scripted:tokens=400,tps=4000', 'And again', first.conversationId);
  await ended(ada, second);
  await page.goto(app.url + first.path);
  await expect(proseOf(page).last()).toContainText('w399');
  await answerOn(page).first().getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const toAnswer = await page.evaluate(() => navigator.clipboard.readText());
  expect(toAnswer).toBe(`${app.url}${first.path}?message=${first.answerId}`);

  const { messageId } = await ada.client.chat.edit.mutate({
    messageId: (await ada.client.chat.messages.query(first))[0]?.id ?? '',
    text: 'Count otherwise',
    model: 'scripted:tokens=3,tps=500',
  });
  await page.goto(toAnswer);
  await expect(answerOn(page).first()).toBeFocused();
  await expect(answerOn(page).first()).toBeInViewport();
  await expect(page.getByText('And again')).toHaveCount(1);
  await expect(page.getByText('Count otherwise')).toHaveCount(0);
  const box = page.getByLabel('Your question', { exact: true });
  await box.fill('Go on from here');
  await box.press('Enter');
  await expect(answerOn(page)).toHaveCount(3);
  await page.goto(`${app.url}${first.path}?message=${messageId}`);
  await expect(page.getByText('Count otherwise')).toBeVisible();
  await expect(answerOn(page)).toHaveCount(1);
  // the others see what was asked last
  await page.goto(app.url + first.path);
  await expect(page.getByText('Go on from here')).toBeVisible();
});

test('a link to a citation opens its passage, and after an edit of the text the source opens at the current position of the words', async ({
  app,
  ada,
  page,
}) => {
  await addReady(ada, lighthousePdf());
  const asked = await ask(ada, 'scripted:text=quote', 'When was the lighthouse of Skarholm built?');
  await ended(ada, asked);
  const messages = await ada.client.chat.messages.query(asked);
  const [citation] = messages.at(-1)?.citations ?? [];
  const recordId = citation?.recordId ?? '';
  const { text, version } = await ada.client.records.get.query({ recordId });
  const added = 'Words that stand before all others now. ';
  await ada.client.records.update.mutate({ recordId, text: added + text, expectedVersion: version });
  await page.goto(`${app.url}${asked.path}?cite=${asked.answerId}.1`);
  const panel = page.getByRole('complementary', { name: 'Citation' });
  await expectMarkedPage(page, /^Page \d of /);
  await panel.getByRole('link', { name: /open the source/i }).click();
  await expect(page).toHaveURL(new RegExp(`start=${(citation?.start ?? 0) + added.length}&`));
});
