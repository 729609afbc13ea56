import type { BrowserContext, Page } from '@playwright/test';
import { answerOn, ask, ended } from './app/ask.ts';
import { addReady, lighthousePdf, markdown, table } from './app/documents.ts';
import type { Person } from './app/person.ts';
import { rowsOf } from './app/rows.ts';
import { expect, test } from './app/test.ts';

/** What is pressed, as Playwright writes it, from the caps of the sheet. */
const pressOf = (caps: string[]): string[] =>
  /^(Ctrl|Shift)$/.test(caps[0] ?? '')
    ? [caps.join('+').replace('Ctrl', 'Control').replace('Esc', 'Escape')]
    : caps.map((cap) => (cap === 'Esc' ? 'Escape' : cap));

const h1 = (page: Page) => page.getByRole('heading', { level: 1 });
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const box = (page: Page) => page.getByLabel('Your question');
const rows = (page: Page) => rowsOf(page, 'Sources');
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Everything that rows of the sheet need: three sources, an answer with citations and code, and one that goes on for long. */
async function furnish(ada: Person, context: BrowserContext) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const document of [lighthousePdf(), markdown(), table()]) await addReady(ada, document);
  const cited = await ask(ada, 'scripted:text=quotes', 'When does the ferry to the lighthouse of Skarholm leave?');
  await ended(ada, cited);
  const shaped = await ask(ada, 'scripted:text=markdown', 'Show me code');
  await ended(ada, shaped);
  const home = `/w/${ada.workspaceId}`;
  return { sources: `${home}/sources?sort=title`, search: `${home}/search`, cited: cited.path, shaped: shaped.path };
}

type Press = () => Promise<void>;
type Row = (page: Page, press: Press) => Promise<unknown>;
type Place = 'sources' | 'search' | 'cited' | 'shaped' | 'long';

/** By what the sheet says: where it is tried, and what it must do there. */
const does: Record<string, [Place, Row]> = {
  'Open the command palette': ['sources', opens((page) => page.getByRole('dialog', { name: 'Command palette' }))],
  'Show the keyboard shortcuts': ['sources', opens(sheet)],
  'Search the sources': ['sources', opens((page) => page.getByLabel('Search the sources').and(page.locator(':focus')))],
  'Show or hide the sidebar': [
    'sources',
    async (page, press) => {
      const main = page.getByRole('navigation', { name: 'Main' });
      await press();
      await expect(main).toBeHidden();
      await press();
      await expect(main).toBeVisible();
    },
  ],
  'Go to Chat': ['sources', opens((page) => h1(page).filter({ hasText: 'New chat' }))],
  'Go to Sources': ['search', opens((page) => h1(page).filter({ hasText: 'Sources' }))],
  'Go to Search': ['sources', opens((page) => h1(page).filter({ hasText: 'Search' }))],
  'Go to Settings': ['sources', opens((page) => h1(page).filter({ hasText: 'Workspace' }))],
  'Next row': [
    'sources',
    async (page, press) => {
      for (const at of [0, 1, 2, 2]) {
        await press();
        await expect(rows(page).nth(at)).toBeFocused();
      }
    },
  ],
  'Previous row': [
    'sources',
    async (page, press) => {
      await rows(page).last().focus();
      await press();
      await expect(rows(page).nth(1)).toBeFocused();
    },
  ],
  'Open the row': [
    'sources',
    async (page, press) => {
      await rows(page).filter({ hasText: 'notes' }).focus();
      await press();
      await expect(h1(page)).toHaveText('notes');
    },
  ],
  'Select or deselect the row': [
    'sources',
    async (page, press) => {
      await rows(page).nth(1).focus();
      await press();
      await expect(rows(page).and(page.locator('[aria-selected=true]'))).toHaveText(/notes/);
      await press();
      await expect(page.getByText('3 sources', { exact: true })).toBeVisible();
    },
  ],
  'Select all rows since the last selected one': [
    'sources',
    async (page, press) => {
      await rows(page).first().focus();
      await page.keyboard.press('x');
      await rows(page).last().focus();
      await press();
      await expect(page.getByText('3 of 3 sources selected')).toBeVisible();
    },
  ],
  'Move to the filters': ['sources', opens((page) => page.getByLabel('Find sources').and(page.locator(':focus')))],
  'Apply or remove a filter, by its position': [
    'sources',
    async (page) => {
      const ready = page.getByRole('group', { name: 'Status' }).getByRole('button', { name: /^Ready/ });
      await page.keyboard.press('2');
      await expect(ready).toHaveAttribute('aria-pressed', 'true');
      await page.keyboard.press('2');
      await expect(ready).toHaveAttribute('aria-pressed', 'false');
    },
  ],
  'Deselect all rows, then clear the filters': [
    'sources',
    async (page, press) => {
      await page.keyboard.press('2');
      await expect(page).toHaveURL(/state=ready/);
      await rows(page).first().focus();
      await page.keyboard.press('x');
      await expect(page.getByText('1 of 3 sources selected')).toBeVisible();
      await press();
      await expect(page.getByText('3 sources', { exact: true })).toBeVisible();
      await expect(page).toHaveURL(/state=ready/);
      await press();
      await expect(page).not.toHaveURL(/state=/);
    },
  ],
  'Start a new chat': ['cited', opens((page) => h1(page).filter({ hasText: 'New chat' }))],
  'Move to the question box': ['cited', opens((page) => box(page).and(page.locator(':focus')))],
  'Copy the last answer': [
    'cited',
    async (page, press) => {
      await press();
      await expect.poll(() => clipboard(page)).toContain('ferry');
    },
  ],
  'Copy the last code block of the last answer': [
    'shaped',
    async (page, press) => {
      const code = ((await answerOn(page).locator('pre').last().textContent()) ?? '').trim();
      await press();
      await expect.poll(async () => (await clipboard(page)).trim()).toBe(code);
    },
  ],
  'Regenerate the last answer': [
    'cited',
    async (page, press) => {
      await press();
      await expect(page.getByRole('group', { name: 'Versions' })).toContainText('2/2');
    },
  ],
  'Stop the answer': ['long', opens((page) => answerOn(page).getByText('Stopped.'))],
  'Open the previous citation': ['cited', walksTo('[', 1)],
  'Open the next citation': ['cited', walksTo(']', 2)],
  'Add files': [
    'sources',
    async (page, press) => {
      const chooser = page.waitForEvent('filechooser');
      await press();
      await chooser;
    },
  ],
};

/** The keys show something. */
function opens(what: (page: Page) => ReturnType<Page['locator']>): Row {
  return async (page, press) => {
    await press();
    await expect(what(page)).toBeVisible();
  };
}

function walksTo(key: '[' | ']', n: number): Row {
  return async (page, press) => {
    const announced = page.getByRole('status', { name: 'Open citation' });
    const first = async () => {
      await page.keyboard.press(']');
      await expect(announced).toHaveText(/^Citation 1: /);
    };
    await first();
    if (key === '[') {
      await page.keyboard.press(']');
      await expect(announced).toHaveText(/^Citation 2: /);
    }
    await press();
    await expect(announced).toHaveText(new RegExp(`^Citation ${n}: `));
  };
}

test('each row of the sheet of shortcuts does what it says', async ({ app, ada, page, context }) => {
  test.setTimeout(300_000);
  const places = await furnish(ada, context);
  await page.goto(app.url + places.sources);
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('?');
  await expect(sheet(page)).toBeVisible();
  const listed = await sheet(page)
    .locator('dl > div')
    .evaluateAll((all) =>
      all.map((row) => ({
        says: row.querySelector('dt')?.textContent ?? '',
        caps: [...row.querySelectorAll('kbd')].map((cap) => cap.textContent),
      })),
    );
  expect(listed.map(({ says }) => says).toSorted()).toEqual(Object.keys(does).toSorted());
  for (const { says, caps } of listed)
    await test.step(`${caps.join(' ')}: ${says}`, async () => {
      const [place, row] = does[says] ?? [];
      const long = place === 'long' ? await ask(ada, 'scripted:tokens=4000,tps=20') : undefined;
      await page.goto(app.url + (long?.path ?? places[place as keyof typeof places]));
      if (place === 'sources') await expect(rows(page)).toHaveCount(3);
      else if (place !== 'search') await expect(answerOn(page)).toContainText(/\w{3}/);
      if (place === 'cited') await expect(answerOn(page).getByRole('link', { name: /^Citation 2: / })).toBeVisible();
      // on a chat page letters go to the question box, unless the focus is where they mean something else
      if (says.endsWith('citation'))
        await answerOn(page)
          .getByRole('link', { name: /^Citation / })
          .first()
          .focus();
      else if (place !== 'long') await h1(page).focus();
      await row?.(page, async () => {
        for (const keys of pressOf(caps)) await page.keyboard.press(keys);
      });
    });
});

test('single keys do nothing while somebody types, and nothing at all once they are off', async ({
  app,
  ada,
  page,
}) => {
  await addReady(ada, markdown());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources`);
  await expect(rows(page)).toHaveCount(1);
  const find = page.getByLabel('Find sources');
  await find.focus();
  await page.keyboard.type('xjk2fX');
  await expect(find).toBeFocused();
  await expect(find).toHaveValue('xjk2fX');
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(1);
  await h1(page).focus();
  await page.keyboard.press('?');
  await sheet(page).getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  await h1(page).focus();
  for (const keys of ['j', 'x', 'Shift+x', 'f', '2', 'c', '?']) await page.keyboard.press(keys);
  await expect(h1(page)).toBeFocused();
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'false');
  // the arrow keys of a row with the focus are not single keys
  await rows(page).first().focus();
  await page.keyboard.press('Space');
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
});

test('j and k move in search results, chats, members and keys, and a list is one stop of the Tab key', async ({
  app,
  ada,
  page,
}) => {
  const { client, workspaceId } = ada;
  await addReady(ada, lighthousePdf());
  for (const question of ['First question of all', 'Second question of all'])
    await ended(ada, await ask(ada, 'scripted:tokens=3', question));
  for (const name of ['nightly import', 'weekly import'])
    await client.apiKeys.create.mutate({ workspaceId, name, role: 'editor' });
  const home = `${app.url}/w/${workspaceId}`;
  await page.goto(`${home}/search?q=gravel`);
  const hits = page.getByRole('list', { name: /^Passages in / }).getByRole('link');
  await expect(hits).toHaveCount(3);
  await h1(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(hits.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(hits.first()).toBeFocused();
  // the chats of the sidebar have the keys while they have the focus
  const chats = page.getByRole('list', { name: 'Chats', exact: true }).getByRole('link');
  await chats.first().focus();
  await page.keyboard.press('j');
  await expect(chats.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(chats.first()).toBeFocused();
  // the link and its menu; the rest of the list is passed over
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Account of Ada' })).toBeFocused();
  await page.goto(`${home}/settings/keys`);
  const keys = rowsOf(page, 'API keys');
  await expect(keys).toHaveCount(2);
  await h1(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(keys.nth(1)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Revoke the key / }).nth(1)).toBeFocused();
});
