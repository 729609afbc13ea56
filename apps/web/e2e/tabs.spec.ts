import type { Page } from '@playwright/test';
import { answerOn, ask, ended, proseOf, stored, wordShown, words } from './app/ask.ts';
import { refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

const counting = 'scripted:tps=25,tokens=150';
const pill = (page: Page) => page.getByRole('status', { name: 'Connection' });

/** Whether a tab can still ask the server for something. Without a free connection the request would wait for ever. */
const asks = (page: Page) =>
  page.evaluate(async () => (await fetch('/readyz', { signal: AbortSignal.timeout(10_000) })).status);

test('twelve tabs of one browser all load and work, with answers streaming in half of them', async ({
  app,
  ada,
  context,
}) => {
  const asked = await Promise.all(Array.from({ length: 6 }, () => ask(ada, counting)));
  const chats: Page[] = [];
  for (const { path } of asked) {
    const [chat, list] = [await context.newPage(), await context.newPage()];
    await chat.goto(app.url + path);
    await list.goto(`${app.url}/w/${ada.workspaceId}/sources`);
    await expect(list.getByRole('heading', { level: 1 })).toHaveText('Sources');
    chats.push(chat);
  }
  for (const tab of context.pages()) {
    await expect(pill(tab)).toHaveText('Live');
    expect(await asks(tab)).toBe(200);
  }
  for (const chat of chats) await wordShown(chat, 10);
  for (const [i, chat] of chats.entries()) {
    const { content } = await endedAnswer(i);
    await expect(proseOf(chat)).toHaveText(content);
    await expect(answerOn(chat)).toHaveCount(1);
  }

  async function endedAnswer(i: number) {
    const one = asked[i] as (typeof asked)[number];
    await ended(ada, one);
    const answer = await stored(ada, one);
    expect(answer.content).toBe(words(150));
    return answer;
  }
});

test('a stream goes on when other tabs come and go, also the one that was there first', async ({
  app,
  ada,
  page,
  context,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(pill(page)).toHaveText('Live');
  const asked = await ask(ada, counting);
  const second = await context.newPage();
  await second.goto(app.url + asked.path);
  await wordShown(second, 10);
  await page.close();
  await wordShown(second, 40);
  const third = await context.newPage();
  await third.goto(app.url + asked.path);
  await wordShown(third, 45);
  await third.close();
  await ended(ada, asked);
  await expect(proseOf(second)).toHaveText((await stored(ada, asked)).content);
  await expect(pill(second)).toHaveText('Live');
});

test('the worker that tabs share may die: they go on with another one and lose no word', async ({
  app,
  ada,
  page,
  browser,
}) => {
  const asked = await ask(ada, 'scripted:tps=10,tokens=300');
  await page.goto(app.url + asked.path);
  await wordShown(page, 5);
  const devtools = await browser.newBrowserCDPSession();
  const findWorkers = async () => {
    const { targetInfos } = await devtools.send('Target.getTargets');
    const workers = targetInfos.filter(({ type, url }) => type === 'shared_worker' && url.startsWith(app.url));
    return workers.map(({ targetId }) => targetId);
  };
  const before = await findWorkers();
  expect(before).toHaveLength(1);
  for (const targetId of before) await devtools.send('Target.closeTarget', { targetId });
  await ended(ada, asked);
  await expect(proseOf(page)).toHaveText((await stored(ada, asked)).content);
  const after = await findWorkers();
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  await ended(ada, await ask(ada, 'scripted:tokens=5', 'And again', asked.conversationId));
  await expect(answerOn(page)).toHaveCount(2);
});

test('a browser without shared workers shows the same, tab by tab', async ({ app, ada, page, context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  const asked = await ask(ada, counting);
  const second = await context.newPage();
  for (const tab of [page, second]) await tab.goto(app.url + asked.path);
  for (const tab of [page, second]) await wordShown(tab, 20);
  expect(await page.evaluate(() => 'SharedWorker' in window)).toBe(false);
  await ended(ada, asked);
  for (const tab of [page, second]) {
    await expect(proseOf(tab)).toHaveText((await stored(ada, asked)).content);
    await expect(pill(tab)).toHaveText('Live');
  }
});

test('nothing that happens in one person’s workspace reaches a tab of another who signed in before in the same browser', async ({
  app,
  ada,
  page,
  context,
  seat,
  faults,
}) => {
  faults.expect(refusal(401, 403, 404));
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(pill(page)).toHaveText('Live');
  const { person: eve } = await seat('Eve');
  await context.clearCookies();
  await eve.enter(context);
  const second = await context.newPage();
  await second.goto(`${app.url}/w/${eve.workspaceId}/sources`);
  await expect(pill(second)).toHaveText('Live');
  await eve.client.sources.create.mutate({
    workspaceId: eve.workspaceId,
    kind: 'text',
    title: 'Secret of Eve',
    text: 'The kelp is under the stone.',
  });
  await expect(second.getByRole('link', { name: 'Secret of Eve' })).toBeVisible();
  // her tab still shows her pages; what it asks the server for is refused, and it asks who is there
  await context.setOffline(true);
  await expect(pill(page)).toHaveText('Offline');
  await context.setOffline(false);
  await expect(page.getByRole('dialog', { name: 'Your session has expired' })).toBeVisible();
  await expect(page.getByText('Secret of Eve')).toHaveCount(0);
});
