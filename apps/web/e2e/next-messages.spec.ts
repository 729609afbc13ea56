import { expectAccessible } from './app/accessible.ts';
import { answerOn, ask, wordShown } from './app/ask.ts';
import { expect, test } from './app/test.ts';

test('questions are queued while an answer is written, moved by keys, and kept over a reload and a stop', async ({
  app,
  ada,
  page,
  context,
}) => {
  const asked = await ask(ada, 'scripted:tokens=4000,tps=20');
  await page.goto(app.url + asked.path);
  await wordShown(page, 2);
  const box = page.getByLabel('Your question', { exact: true });
  for (const text of ['First of all', 'Then this', 'And that']) {
    await box.fill(text);
    await box.press('Enter');
    await expect(box).toHaveValue('');
  }
  const queue = page.getByRole('region', { name: 'Queued questions' });
  const rows = queue.getByRole('listitem');
  await expect(rows).toHaveText(['First of all', 'Then this', 'And that']);
  const other = await context.newPage();
  await other.goto(app.url + asked.path);
  const rowsThere = other.getByRole('region', { name: 'Queued questions' }).getByRole('listitem');
  await expect(rowsThere).toHaveText(['First of all', 'Then this', 'And that']);

  const down = rows.first().getByRole('button', { name: 'Move down: First of all' });
  await down.focus();
  await down.press('Alt+ArrowDown');
  await expect(rows).toHaveText(['Then this', 'First of all', 'And that']);
  await expect(page.getByRole('button', { name: 'Move down: First of all' })).toBeFocused();
  await expect(rowsThere).toHaveText(['Then this', 'First of all', 'And that']);
  await expectAccessible(page, 'queued questions');
  await queue.getByRole('button', { name: 'Edit: And that' }).click();
  await queue.getByLabel('Queued question', { exact: true }).fill('And the last');
  await queue.getByLabel('Queued question', { exact: true }).press('Enter');
  await expect(queue.getByRole('button', { name: 'Edit: And the last' })).toBeFocused();
  await queue.getByRole('button', { name: 'Remove: First of all' }).click();
  await expect(rowsThere).toHaveText(['Then this', 'And the last']);
  await page.reload();
  await expect(rows).toHaveText(['Then this', 'And the last']);

  await page.getByRole('button', { name: 'Stop the answer' }).click();
  await expect(queue).toContainText('Paused because the answer was stopped');
  await expect(answerOn(page)).toHaveCount(1);
  await queue.getByRole('button', { name: 'Resume queue' }).click();
  await expect(rows).toHaveText(['And the last']);
  await expect(answerOn(page)).toHaveCount(2);
});

test('the edit of a queued question survives another page, and moves to the question box when the question is asked unedited', async ({
  app,
  ada,
  page,
}) => {
  const asked = await ask(ada, 'scripted:tokens=4000,tps=20');
  await page.goto(app.url + asked.path);
  await wordShown(page, 2);
  const box = page.getByLabel('Your question', { exact: true });
  await box.fill('Old words');
  await box.press('Enter');
  await page.getByRole('button', { name: 'Edit: Old words' }).click();
  const edited = page.getByLabel('Queued question', { exact: true });
  await edited.fill('New words');
  await page.getByRole('link', { name: 'Sources' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Edit: Old words' }).click();
  await expect(edited).toHaveValue('New words');

  await ada.client.chat.stop.mutate(asked);
  await expect(page.getByRole('region', { name: 'Queued questions' })).toContainText('Paused');
  await ada.client.nextMessages.resume.mutate(asked);
  await expect(edited).toBeHidden();
  await expect(box).toHaveValue('New words');
  await expect(box).toBeFocused();
  await expect(answerOn(page)).toHaveCount(2);
});
