import { expectAccessible } from './app/accessible.ts';
import { answerOn, ask, ended, proseOf, words } from './app/ask.ts';
import { expect, test } from './app/test.ts';

test('↑ edits the last question; arrows lead back, in every tab and after a reload', async ({
  app,
  ada,
  page,
  context,
}) => {
  const first = await ask(ada, 'scripted:tokens=3', 'Count to three');
  await ended(ada, first);
  const second = await ask(ada, 'scripted:tokens=4', 'And to four', first.conversationId);
  await ended(ada, second);
  await page.goto(app.url + second.path);
  const other = await context.newPage();
  await other.goto(app.url + second.path);
  await expect(proseOf(page).last()).toHaveText(words(4));
  await expect(proseOf(other).last()).toHaveText(words(4));

  const composer = page.getByLabel('Your question', { exact: true });
  await composer.press('ArrowUp');
  const box = page.getByLabel('Edited question');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('And to four');
  await box.press('Escape');
  await expect(composer).toBeFocused();
  await composer.press('ArrowUp');
  await expectAccessible(page, 'a question that is edited');
  await box.fill('And to many');
  await box.press('Enter');
  await expect(composer).toBeFocused();
  const versions = page.getByRole('group', { name: 'Versions of the question' });
  await expect(versions).toContainText('2/2');
  await expect(other.getByRole('group', { name: 'Versions of the question' })).toContainText('2/2');
  await expect(answerOn(page)).toHaveCount(2);
  await expect(proseOf(page).last()).toContainText('w1');

  const back = versions.getByRole('button', { name: 'Previous version of the question' });
  await back.focus();
  await back.press('Enter');
  await expect(versions).toContainText('1/2');
  await expect(proseOf(page).last()).toHaveText(words(4));
  await expect(other.getByText('And to many')).toBeHidden();
  await expect(proseOf(other).last()).toHaveText(words(4));
  await page.reload();
  await expect(versions).toContainText('1/2');
  await expect(page.getByText('And to four')).toBeVisible();
});
