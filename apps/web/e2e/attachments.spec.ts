import { expectAccessible, sizes } from './app/accessible.ts';
import { answerOn } from './app/ask.ts';
import { expect, test } from './app/test.ts';

const budget = {
  name: 'budget.md',
  mimeType: 'text/markdown',
  buffer: Buffer.from('The mill costs 12,000 crowns a year.'),
};

test('a file is attached to a question and cited like a source, and an unreadable one says why', async ({
  app,
  ada,
  page,
  faults,
}) => {
  faults.expect(/400 .*attachments\.add/);
  await page.setViewportSize(sizes[1]);
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  const files = page.getByRole('list', { name: 'Files of this question' });
  const choose = page.getByLabel('Files to attach');
  await choose.setInputFiles({ name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await expect(files).toContainText('.exe files are not accepted');
  const box = page.getByLabel('Your question', { exact: true });
  await box.fill('What does the mill cost?');
  await box.press('Enter');
  await expect(page.getByRole('alert')).toContainText('A file could not be read.');
  await files.getByRole('button', { name: 'Remove setup.exe' }).click();
  await choose.setInputFiles(budget);
  await expect(files).toContainText('36 bytes', { timeout: 30_000 });
  await expectAccessible(page, 'a question with a file');
  await page.setViewportSize(sizes[0]);
  await page.getByRole('link', { name: 'Sources' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources' })).toBeVisible();
  await page.goBack();
  await page.setViewportSize(sizes[1]);
  await expect(files).toContainText('36 bytes');
  await box.press('Enter');
  await expect(files).toBeHidden();
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  const attached = page.getByRole('list', { name: 'Attached files' });
  await expect(attached.getByRole('link', { name: /budget\.md/ })).toBeVisible();

  // the model of this server only counts: a quoting one answers the same question again
  const conversationId = page.url().slice(-36);
  await expect(page.getByRole('button', { name: 'Stop the answer' })).toBeVisible();
  const [question] = await ada.client.chat.messages.query({ conversationId });
  const { answerId } = await ada.client.chat.edit.mutate({
    messageId: question?.id ?? '',
    text: 'And what does the mill cost?',
    model: 'scripted:text=quote',
  });
  await expect(page.getByText('And what does the mill cost?')).toBeVisible();
  await answerOn(page).getByRole('link', { name: 'Citation 1: budget.md' }).click();
  const panel = page.getByRole('dialog', { name: /Citation 1: budget\.md/ });
  await expect(panel.locator('mark')).toContainText('12,000 crowns');
  await expect(page).toHaveURL(new RegExp(`cite=${answerId}\\.1`));
  await expectAccessible(page, 'a passage of an attached file');
});
