import { join } from 'node:path';
import { openRig, type Rig, rigPerson } from '@millrace/faults/rig/rig';
import type { Page } from '@playwright/test';
import { answerOn, proseOf, wordShown, words } from './app/ask.ts';
import { ours } from './app/start-app.ts';
import { test as base, expect } from './app/test.ts';

/** The product in full mode: server and worker are processes of their own, on a real PostgreSQL. */
const test = base.extend<{ rig: Rig }>({
  rig: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs out of this pattern
    async ({}, use) => {
      await using rig = await openRig();
      for (const url of rig.urls) ours.add(url);
      await use(rig);
    },
    { timeout: 120_000 },
  ],
});
test.slow();
test.skip(!process.env.TEST_DATABASE_URL && !process.env.CI, 'NOT RUN: needs a real PostgreSQL in TEST_DATABASE_URL');

const folder = join(import.meta.dirname, '../../../artifacts/kill-worker');

/** A screenshot in both themes, on request (`SCREENS=1`). */
async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENS) return;
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(rigPerson.email);
  await page.getByLabel('Password', { exact: true }).fill(rigPerson.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New chat');
}

test('a worker that dies in the middle of an answer: the page says so within 15 s, keeps the words, and continues with the next worker', async ({
  rig,
  page,
}) => {
  const url = rig.urls[0] ?? '';
  // a key's chats are not shown to people
  const { person: client, workspaceId } = rig;
  const worker = await rig.startWorker();
  await signIn(page, url);
  const { id: conversationId } = await client.conversations.create.mutate({ workspaceId });
  const model = 'scripted:tps=20,tokens=300';
  const { answerId } = await client.chat.send.mutate({ conversationId, text: 'Count for me, please', model });
  await page.goto(`${url}/w/${workspaceId}/chat/${conversationId}`);
  await wordShown(page, 30);
  await picture(page, '1-answering');
  // there is no other worker: the server reports it
  await worker.kill('SIGKILL');
  await expect(answerOn(page)).toContainText('Interrupted.', { timeout: 15_000 });
  await picture(page, '2-interrupted');
  await rig.startWorker();
  const kept = (await proseOf(page).textContent())?.trim() ?? '';
  expect(kept).toMatch(/\bw29\b/);
  expect(words(300).startsWith(kept)).toBe(true);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(answerOn(page)).not.toContainText('Interrupted.');
  await picture(page, '3-continued');
  await expect(proseOf(page)).toHaveText(words(300), { timeout: 45_000 });
  await picture(page, '4-complete');
  const messages = await client.chat.messages.query({ conversationId });
  const answer = messages.find((message) => message.id === answerId);
  expect({ status: answer?.status, content: answer?.content }).toEqual({ status: 'complete', content: words(300) });
  await expect(answerOn(page)).toHaveCount(1);
});
