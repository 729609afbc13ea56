import { setTimeout as pause } from 'node:timers/promises';
import { answerOn, ask, ended, proseOf, seeded, stored, wordShown, words } from './app/ask.ts';
import { offlineFaults, refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

const counting = 'scripted:tps=25,tokens=150';

test('an answer that is reloaded three times while it streams ends as it is stored, once', async ({
  app,
  ada,
  page,
}) => {
  const random = seeded(7);
  const asked = await ask(ada, counting);
  await page.goto(app.url + asked.path);
  for (let reload = 0; reload < 3; reload += 1) {
    await wordShown(page, 10 + reload * 35 + Math.floor(random() * 20));
    await page.reload();
  }
  await ended(ada, asked);
  const { content, status } = await stored(ada, asked);
  expect({ content, status }).toEqual({ content: words(150), status: 'complete' });
  await expect(proseOf(page)).toHaveText(content);
  await expect(answerOn(page)).toHaveCount(1);
  await expect(page.getByText('Count for me, please', { exact: true }).and(page.getByRole('paragraph'))).toHaveCount(1);
});

test('three seconds offline in the middle of an answer lose no word', async ({ app, ada, page, context, faults }) => {
  faults.expect(offlineFaults);
  const asked = await ask(ada, counting);
  await page.goto(app.url + asked.path);
  await wordShown(page, 10);
  await context.setOffline(true);
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Offline');
  // the time offline is what is tested
  await pause(3_000);
  await context.setOffline(false);
  await expect(page.getByRole('status', { name: 'Connection' })).toHaveText('Live');
  await wordShown(page, 149);
  await ended(ada, asked);
  await expect(proseOf(page)).toHaveText((await stored(ada, asked)).content);
  await expect(answerOn(page)).toHaveCount(1);
});

test('an answer that ended while offline shows when online again, and so does what somebody else asked', async ({
  app,
  ada,
  page,
  context,
  faults,
}) => {
  faults.expect(offlineFaults);
  const asked = await ask(ada, 'scripted:tps=25,tokens=50');
  await page.goto(app.url + asked.path);
  await wordShown(page, 5);
  await context.setOffline(true);
  await ended(ada, asked);
  await context.setOffline(false);
  await expect(proseOf(page)).toHaveText(words(50));
  await expect(page.getByRole('button', { name: 'Copy answer' })).toBeVisible();
  const connection = page.getByRole('status', { name: 'Connection' });
  await expect(connection).toHaveText('Live');
  await context.setOffline(true);
  await expect(connection).toHaveText('Offline');
  await ended(ada, await ask(ada, 'scripted:tokens=5', 'Asked meanwhile', asked.conversationId));
  await context.setOffline(false);
  await expect(answerOn(page)).toHaveCount(2);
});

test('a second tab shows the same stream and its stop stops the first, whose words stay', async ({
  app,
  ada,
  page,
  context,
}) => {
  const asked = await ask(ada, 'scripted:tps=15,tokens=400');
  const second = await context.newPage();
  await page.goto(app.url + asked.path);
  await second.goto(app.url + asked.path);
  await wordShown(page, 10);
  await wordShown(second, 10);
  await second.getByRole('button', { name: 'Stop the answer' }).click();
  for (const tab of [page, second]) await expect(answerOn(tab)).toContainText('Stopped.');
  const { content, status } = await stored(ada, asked);
  expect(status).toBe('stopped');
  expect(words(400).startsWith(content.trim())).toBe(true);
  for (const tab of [page, second]) await expect(proseOf(tab)).toHaveText(content.trim());
});

test('what is asked in one tab shows in another by itself', async ({ app, ada, page, context }) => {
  const asked = await ask(ada, 'scripted:tokens=5');
  const second = await context.newPage();
  for (const tab of [page, second]) {
    await tab.goto(app.url + asked.path);
    await expect(proseOf(tab)).toHaveText(words(5));
  }
  await page.getByLabel('Your question').fill('And again?');
  await page.getByLabel('Your question').press('Enter');
  await expect(answerOn(second)).toHaveCount(2);
  await expect(answerOn(second).last()).toContainText('w119', { timeout: 30_000 });
});

test('Escape stops an answer and Continue writes it to its end', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tps=12,tokens=120');
  await page.goto(app.url + asked.path);
  await wordShown(page, 10);
  await page.keyboard.press('Escape');
  await expect(answerOn(page)).toContainText('Stopped.');
  const kept = (await stored(ada, asked)).content;
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(proseOf(page)).toHaveText(words(120), { timeout: 30_000 });
  await expect(page.getByRole('button', { name: 'Continue' })).toBeHidden();
  const { content } = await stored(ada, asked);
  expect(content.startsWith(kept)).toBe(true);
  await expect(proseOf(page)).toHaveText(content);
});

test('text that is being read does not move while the answer below it grows', async ({ app, ada, page }) => {
  const first = await ask(ada, 'scripted:tokens=900', 'A long answer first');
  await ended(ada, first);
  await page.goto(app.url + first.path);
  await expect(proseOf(page)).toContainText('w899');
  const box = page.getByLabel('Your question');
  await box.fill('And now while I read');
  await box.press('Enter');
  // until the second is there, the last answer is the first
  await expect(answerOn(page)).toHaveCount(2);
  const growing = answerOn(page).last();
  await expect(growing).toContainText('w5');
  await page.getByRole('region', { name: 'Messages' }).hover();
  await page.mouse.wheel(0, -400);
  const latest = page.getByRole('button', { name: 'Jump to latest' });
  await expect(latest).toBeVisible();
  const reading = proseOf(page).first();
  const before = await reading.boundingBox();
  await expect(growing).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
  expect(await reading.boundingBox()).toEqual(before);
  await latest.click();
  await expect(growing.getByRole('button', { name: 'Copy answer' })).toBeInViewport();
});

test('the words of a stream are not a live region; its beginning and end are announced', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tps=15,tokens=120');
  await page.goto(app.url + asked.path);
  const state = page.getByRole('status', { name: 'Answer state' });
  await expect(state).toHaveText('Answering…');
  await expect(answerOn(page)).toHaveAttribute('aria-busy', 'true');
  const live = await answerOn(page).evaluate((article) => article.closest('[aria-live], [role=status], [role=log]'));
  expect(live).toBeNull();
  await expect(state).toHaveText('Answer ready', { timeout: 30_000 });
});

test('a stranger who has the URL gets the not-found page and no word', async ({ app, ada, seat, faults }) => {
  const secret = 'The password of the lighthouse is kelp';
  const asked = await ask(ada, 'scripted:tokens=5', secret);
  await ended(ada, asked);
  const mallory = await seat('Mallory');
  const bodies: Promise<string>[] = [];
  mallory.page.on('response', (response) => {
    // the stream of her own workspace has no end
    const endless = response.headers()['content-type']?.startsWith('text/event-stream');
    if (!endless) bodies.push(response.text().catch(() => ''));
  });
  await mallory.page.goto(app.url + asked.path);
  await expect(mallory.page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  // the same conversation within one's own workspace
  faults.expect(refusal(404));
  await mallory.page.goto(`${app.url}/w/${mallory.person.workspaceId}/chat/${asked.conversationId}`);
  await expect(mallory.page.getByRole('alert')).toContainText('Chat not found');
  const received = (await Promise.all(bodies)).join('\n');
  expect(received).not.toContain('lighthouse');
  expect(received).not.toContain('w0 w1');
});
