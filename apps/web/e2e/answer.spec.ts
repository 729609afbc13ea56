import { answerOn, ask, ended, proseOf, stored, wordShown, words } from './app/ask.ts';
import { addReady, lighthousePdf } from './app/documents.ts';
import { expectMarkedPage } from './app/passage.ts';
import { expect, test } from './app/test.ts';

test('Markdown streams in its shape, never as raw marks', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:text=markdown,tps=60');
  await page.goto(app.url + asked.path);
  const answer = answerOn(page);
  await expect(answer.getByRole('heading', { name: 'Heading one' })).toBeVisible();
  await ended(ada, asked);
  await expect(answer).toHaveAttribute('aria-busy', 'false');
  await expect(answer.getByRole('table')).toContainText('1,340');
  await expect(answer.getByRole('columnheader')).toHaveText(['Quarter', 'Revenue', 'Change']);
  await expect(answer.getByRole('link', { name: /link/ })).toHaveAttribute('href', 'https://example.com/page');
  await expect(answer.getByRole('link', { name: /link/ })).toHaveAttribute('rel', /noopener noreferrer/);
  await expect(answer.getByRole('link', { name: /link/ })).toContainText('example.com');
  await expect(answer.getByRole('list').first()).toContainText('First');
  await expect(answer.getByRole('blockquote')).toContainText('A quotation');
  await expect(answer).not.toContainText('**');
  await expect(answer.getByRole('button', { name: 'Copy code' })).toBeVisible();
});

test('an answer with active content or tracking is shown as text', async ({ app, ada, page }) => {
  // slow enough that half-written marks are on the screen too
  const asked = await ask(ada, 'scripted:text=evil,tps=30');
  await page.goto(app.url + asked.path);
  const answer = answerOn(page);
  await expect(answer).toContainText('End of the summary.', { timeout: 30_000 });
  await expect(answer).toHaveAttribute('aria-busy', 'false');
  const live = 'img, script, iframe, object, embed, video, form, style, link, meta, image, [onerror], [onload]';
  expect(await answer.evaluate((element, wanted) => element.querySelectorAll(wanted).length, live)).toBe(0);
  const addresses = await answer
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (const address of addresses) expect(address).toMatch(/^https?:/);
  await expect(answer).toContainText('<script>');
  await page.reload();
  await expect(answer).toContainText('End of the summary.');
  // that nothing was requested is checked by the watch over every page
});

test('a citation opens the PDF page with its passage marked; an unsupported one is marked as such', async ({
  app,
  ada,
  page,
}) => {
  await addReady(ada, lighthousePdf());
  const asked = await ask(ada, 'scripted:text=quote', 'When was the lighthouse of Skarholm built?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await answerOn(page)
    .getByRole('link', { name: /^Citation 1: / })
    .first()
    .click();
  await expectMarkedPage(page, /^Page \d of /);
  await expect(page).toHaveURL(/[?&]cite=/);
  await page.goBack();
  await expect(page.getByRole('complementary', { name: 'Citation' })).toBeHidden();
  const liar = await ask(ada, 'scripted:text=bad-cite', 'And who signed it?', asked.conversationId);
  await ended(ada, liar);
  await expect(answerOn(page).last()).toContainText('purple elephants');
  await expect(answerOn(page).last()).toContainText('(unsupported)');
  await expect(
    answerOn(page)
      .last()
      .getByRole('link', { name: /^Citation/ }),
  ).toHaveCount(0);
});

test('a new version is added beside the old one, and arrows switch between them', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tokens=7');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(proseOf(page)).toHaveText(words(7));
  await page.getByRole('button', { name: 'Regenerate answer' }).click();
  await expect(page.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 });
  const versions = page.getByRole('group', { name: 'Versions' });
  await expect(versions).toContainText('2/2');
  await expect(versions.getByRole('button', { name: 'Next version' })).toBeDisabled();
  await versions.getByRole('button', { name: 'Previous version' }).click();
  await expect(versions).toContainText('1/2');
  await expect(proseOf(page)).toHaveText(words(7));
  await expect(answerOn(page)).toHaveCount(1);
  const messages = await ada.client.chat.messages.query({ conversationId: asked.conversationId });
  expect(messages.filter(({ role }) => role === 'assistant').map(({ version }) => version)).toEqual([1, 2]);
});

test('an answer is copied with the passages it cites', async ({ app, ada, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await addReady(ada, lighthousePdf());
  const asked = await ask(ada, 'scripted:text=quote', 'When was the lighthouse of Skarholm built?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await page.getByRole('button', { name: 'Copy answer' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { content, citations } = await stored(ada, asked);
  expect(copied).toContain(content.trim());
  expect(copied).toContain(`[1] ${citations[0]?.title}, page ${citations[0]?.page}: “`);
});

test('a draft survives a reload, a sent question does not return', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  const box = page.getByLabel('Your question');
  await box.fill('Half a question');
  await page.reload();
  await expect(box).toHaveValue('Half a question');
  await box.press('Control+End');
  await box.press('Shift+Enter');
  await box.pressSequentially('and its second line');
  await box.press('Enter');
  await wordShown(page, 3);
  await expect(box).toHaveValue('');
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(box).toHaveValue('');
  const question = page.getByRole('paragraph').filter({ hasText: 'Half a question and its second line' });
  await expect(question).toHaveCount(1);
  expect(await question.textContent()).toBe('Half a question\nand its second line');
});

test('a question that could not be sent stays and is sent once', async ({ app, ada, page, context, faults }) => {
  faults.expect(/ERR_INTERNET_DISCONNECTED/);
  const asked = await ask(ada, 'scripted:tokens=3');
  await page.goto(app.url + asked.path);
  await expect(proseOf(page)).toHaveText(words(3));
  await context.setOffline(true);
  const box = page.getByLabel('Your question');
  await box.fill('Is anybody there?');
  await box.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Not sent.');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(answerOn(page)).toHaveCount(2);
  await expect(answerOn(page).last()).toContainText('w3');
  const messages = await ada.client.chat.messages.query({ conversationId: asked.conversationId });
  expect(messages.filter(({ content }) => content === 'Is anybody there?')).toHaveLength(1);
});

test('a failed model is reported and Try again is offered', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:key=another', 'Will you answer?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(answerOn(page)).toContainText('No answer.');
  await expect(answerOn(page)).toContainText(/key/i);
  await expect(answerOn(page).getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('with whole answers no word shows before the end, and screen readers announce each sentence', async ({
  app,
  ada,
  page,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  await page.getByRole('switch', { name: 'Show answers when they are complete' }).click();
  await page.getByRole('switch', { name: 'Announce answers sentence by sentence' }).click();
  const asked = await ask(ada, 'scripted:text=markdown,tps=15');
  await page.goto(app.url + asked.path);
  const answer = answerOn(page);
  await expect(answer).toContainText('Writing…');
  await expect(answer.getByRole('heading')).toHaveCount(0);
  await expect(page.getByRole('log', { name: 'Sentences of the answer' })).not.toBeEmpty();
  await expect(answer.getByRole('heading', { name: 'Heading one' })).toHaveCount(0);
  await ended(ada, asked);
  await expect(answer.getByRole('heading', { name: 'Heading one' })).toBeVisible();
});
