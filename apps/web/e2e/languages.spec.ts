import { expectAccessible, rulesOfPseudoLocales, themes } from './app/accessible.ts';
import { choose, find } from './app/choose.ts';
import { speak, testLocales } from './app/language.ts';
import { fillLibrary, type Library, stations } from './app/library.ts';
import { expectNoSideways, untranslatedOn } from './app/page-texts.ts';
import type { Person } from './app/person.ts';
import { test as base, expect } from './app/test.ts';

type Shelf = { person: Person; library: Library; empty: { workspaceId: string }; written: string[] };

/** One filled workspace for all of these: they only look. */
const test = base.extend<object, { shelf: Shelf }>({
  shelf: [
    async ({ app }, use) => {
      const person = app.owner;
      const library = await fillLibrary(person);
      const empty = await person.client.workspaces.create.mutate({ name: 'Empty' });
      await use({ person, library, empty: { workspaceId: empty.id }, written: await writtenBy(person) });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

/** What people have named here, the longest first: one may be a part of another. */
async function writtenBy({ client, workspaceId }: Person): Promise<string[]> {
  const { workspaces } = await client.session.me.query();
  const { items: sources } = await client.sources.list.query({ workspaceId, limit: 200 });
  const { items: chats } = await client.conversations.list.query({ workspaceId });
  const names = [...workspaces.map(({ name }) => name), ...[...sources, ...chats].map(({ title }) => title)];
  return [...names, 'nightly import', 'Skarholm'].sort((a, b) => b.length - a.length);
}

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];
/** Where axe looks too; it takes seconds, and what it finds in one list it finds in all. */
const looked = new Set(['chat-cited', 'sources', 'settings-members', 'settings-account']);

for (const locale of testLocales) {
  test(`every page holds together in ${locale}, wide and narrow, light and dark`, async ({
    app,
    shelf,
    page,
    context,
  }) => {
    test.setTimeout(900_000);
    await shelf.person.enter(context);
    await speak(context, locale, shelf.person);
    for (const { name, path } of stations(shelf.person, shelf.empty, shelf.library)) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(app.url + path);
      // behind a dialog that the address opens, the heading has no role
      await page.locator('h1').first().waitFor({ state: 'attached', timeout: 30_000 });
      await expect(page.locator('.animate-pulse')).toHaveCount(0);
      await expect.soft(page.locator('html'), name).toHaveAttribute('dir', locale === 'ar-XB' ? 'rtl' : 'ltr');
      for (const size of sizes) {
        await page.setViewportSize(size);
        await expectNoSideways(page, `${name} in ${locale} at ${size.width}`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      if (locale === 'en-XA')
        expect.soft(await untranslatedOn(page, shelf.written), `${name}: texts that no catalogue knows`).toEqual([]);
      if (!looked.has(name)) continue;
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expectAccessible(page, `${name}, ${locale}, ${colorScheme}`, rulesOfPseudoLocales);
      }
    }
    await shelf.person.client.session.changeLanguage.mutate({ locale: null, timeZone: null });
  });
}

test('the language and the time zone are chosen under Account and apply immediately and after a reload', async ({
  app,
  ada,
  page,
}) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/account`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await choose(page.getByRole('combobox', { name: 'Language' }), 'English');
  await find(zone, 'Asia/Tokyo');
  await expect(zone).toHaveValue(/^Asia\/Tokyo/);
  await expect
    .poll(async () => (await ada.client.session.me.query()).user?.language)
    .toEqual({ locale: 'en', timeZone: 'Asia/Tokyo' });
  await page.reload();
  await expect(zone).toHaveValue(/^Asia\/Tokyo/);
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveText('English');
});

test('what an account says is spoken in another browser too', async ({ app, ada, page }) => {
  await ada.client.session.changeLanguage.mutate({ locale: 'ar-XB', timeZone: null });
  await page.goto(`${app.url}/w/${ada.workspaceId}/settings/members`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar-XB');
});
