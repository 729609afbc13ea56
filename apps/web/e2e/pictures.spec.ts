import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { themes } from './app/accessible.ts';
import { ended } from './app/ask.ts';
import { addReady, table } from './app/documents.ts';
import { type Person, signUp } from './app/person.ts';
import { startApp } from './app/start-app.ts';
import { test } from './app/test.ts';

const folder = join(import.meta.dirname, '../../../docs/images');
const questions = [
  'How long does the RS-4 run without sun?',
  'When is a return free of charge?',
  'How much paid annual leave do employees have?',
];

test('pictures of the README: an answer with its citation, and the sources @pictures', async ({ page, context }) => {
  test.setTimeout(300_000);
  await mkdir(folder, { recursive: true });
  // the product as it is without any setting: answers are quoted from the sources
  const app = await startApp();
  const person = await signUp(app.url, 'Ada', 'ada@example.org');
  await person.enter(context);
  const cited = await fill(person);
  const home = `/w/${person.workspaceId}`;
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const shoot = (name: string) => picture(page, join(folder, `${name}-${colorScheme}.png`));
    await page.goto(`${app.url}${home}/chat/${cited.conversationId}?cite=${cited.answerId}.1`);
    // the page of the PDF, with the passage marked
    await expect(page.locator('[data-passage-box]').first()).toBeVisible({ timeout: 60_000 });
    await shoot('chat');
    await page.goto(`${app.url}${home}/sources`);
    await expect(page.getByText('River station RS-4 guide').first()).toBeVisible();
    await shoot('sources');
  }
  await app.close();
});

/** Adds the sample documents and a table, and asks about them. Returns the last answer. */
async function fill(person: Person): Promise<{ conversationId: string; answerId: string }> {
  const { client, workspaceId } = person;
  await client.workspaces.rename.mutate({ workspaceId, name: 'Brightwater Tools' });
  const { sources } = await client.sources.addSamples.mutate({ workspaceId });
  for (const { sourceId } of sources)
    await expect
      .poll(async () => (await client.sources.get.query({ sourceId })).status, { timeout: 120_000 })
      .toBe('ready');
  await addReady(
    person,
    table('price list.csv', 'Item,Note,Price\nRS-4,river station,1890\nProbe,15 m of cable,240\n'),
  );
  let last = { conversationId: '', answerId: '' };
  for (const text of questions) {
    const { id: conversationId } = await client.conversations.create.mutate({ workspaceId });
    const { answerId } = await client.chat.send.mutate({ conversationId, text });
    last = { conversationId, answerId };
    await ended(person, { ...last, path: '' });
  }
  return last;
}

async function picture(page: Page, path: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
