import type { Route } from '@playwright/test';
import { addReady, markdown } from './app/documents.ts';
import { refusal } from './app/faults.ts';
import { expect, test } from './app/test.ts';

/** What the server answers when too much of a person is running. */
function refuse(route: Route): Promise<void> {
  const calls = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? [];
  const kind = calls.some((path) => path.startsWith('search.')) ? 'searches' : 'requests';
  const message = `You have too many ${kind} running at once. This one was not carried out. Try again in a few seconds.`;
  const data = {
    ...{ code: 'TOO_MANY_REQUESTS', httpStatus: 429, kind: 'limited', reason: `budgets.${kind}` },
    ...{ message, retryAfterMs: 100, requestId: '00000000-0000-4000-8000-000000000000' },
  };
  const error = { error: { message, code: -32029, data } };
  const isBatch = new URL(route.request().url()).searchParams.has('batch');
  return route.fulfill({
    status: 429,
    json: isBatch ? calls.map(() => error) : error,
    headers: { 'retry-after': '1' },
  });
}

test('a search that finds no room says so, and is found when it is tried again', async ({ app, ada, page, faults }) => {
  faults.expect(refusal(429));
  await addReady(ada, markdown());
  let asked = 0;
  await page.route(/\/trpc\/[^?]*search\.query/, (route) => {
    asked += 1;
    return refuse(route);
  });
  await page.goto(`${app.url}/w/${ada.workspaceId}/search?q=ferry`);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The search failed');
  await expect(alert).toContainText('You have too many searches running at once. This one was not carried out.');
  // the page has tried by itself before it asks the person
  expect(asked).toBe(3);
  await page.unroute(/\/trpc\/[^?]*search\.query/);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('list', { name: 'Passages' }).getByRole('listitem')).not.toHaveCount(0);
});

test('a change that finds no room is made a moment later by itself', async ({ app, ada, page, faults }) => {
  faults.expect(refusal(429));
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  let refusals = 0;
  await page.route(/\/trpc\/[^?]*session\.changeName/, (route) => {
    refusals += 1;
    return refusals === 1 ? refuse(route) : route.continue();
  });
  await page.getByLabel('Your name').fill('Ada the First');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect.poll(() => refusals).toBe(2);
  await expect.poll(async () => (await ada.client.session.me.query()).user?.name).toBe('Ada the First');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
