import { answerOn, ask, ended, wordShown } from './app/ask.ts';
import { addReady, lighthousePdf, markdown } from './app/documents.ts';
import { expect, test } from './app/test.ts';

test('bracket keys walk through the citations beside the chat and in the sheet over it, and each is announced', async ({
  app,
  ada,
  page,
}) => {
  await addReady(ada, lighthousePdf());
  await addReady(ada, markdown());
  const asked = await ask(ada, 'scripted:text=quotes', 'When does the ferry to the lighthouse of Skarholm leave?');
  await ended(ada, asked);
  await page.goto(app.url + asked.path);
  await expect(answerOn(page).getByRole('link', { name: /^Citation 2: / })).toBeVisible();
  const announced = page.getByRole('status', { name: 'Open citation' });
  const walk = async (key: string, n: number) => {
    await page.keyboard.press(key);
    await expect(announced).toHaveText(new RegExp(`^Citation ${n}: `));
  };
  // in the question box, which has the focus at first, brackets are text
  await answerOn(page).focus();
  await walk(']', 1);
  const heading = page.getByRole('complementary', { name: 'Citation' }).getByRole('heading', { level: 2 });
  await expect(heading).toBeFocused();
  await walk(']', 2);
  await walk('[', 1);
  await page.setViewportSize({ width: 600, height: 800 });
  const sheet = page.getByRole('dialog', { name: /^Citation 1: / });
  await expect(sheet.getByRole('heading', { level: 2 }).last()).toBeFocused();
  await walk(']', 2);
  await walk('[', 1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the shortcuts of an answer start one version however often they are pressed, and copy nothing before its end', async ({
  app,
  ada,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const asked = await ask(ada, 'scripted:tokens=4000,tps=20');
  await page.goto(app.url + asked.path);
  await wordShown(page, 2);
  await page.keyboard.press('Escape');
  const regenerate = page.getByRole('button', { name: 'Regenerate answer' });
  await expect(regenerate).toBeVisible();
  await page.keyboard.down('Control');
  await page.keyboard.down('Shift');
  for (const key of ['L', 'L', 'L']) await page.keyboard.down(key);
  await page.keyboard.up('L');
  await page.keyboard.press('L');
  await page.keyboard.up('Shift');
  await page.keyboard.up('Control');
  await expect(answerOn(page)).toHaveAttribute('aria-busy', 'true');
  await wordShown(page, 2);
  await page.evaluate(() => navigator.clipboard.writeText('before'));
  await page.keyboard.press('Control+Shift+C');
  await page.keyboard.press('Escape');
  await expect(regenerate).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('before');
  await page.keyboard.press('Control+Shift+C');
  await expect(page.getByText('Answer copied')).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^w0 w1 w2/);
  await expect(page.getByRole('group', { name: 'Versions' })).toContainText('2/2');
  // the button disappears as the answer is regenerated, and the focus stays with the answer
  await regenerate.press('Enter');
  await expect(regenerate).toHaveCount(0);
  await expect(answerOn(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Versions' })).toContainText('3/3');
});
