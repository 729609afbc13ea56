import { expectAccessible, expectAccessibleEverywhere } from './app/accessible.ts';
import { answerOn, ask, wordShown } from './app/ask.ts';
import { refusal } from './app/faults.ts';
import { fillLibrary, type Library, stations } from './app/library.ts';
import { overlays } from './app/overlays.ts';
import type { Person } from './app/person.ts';
import { test as base } from './app/test.ts';

type Shelf = { person: Person; empty: { workspaceId: string }; library: Library };

/** One filled workspace for all of these tests, which only read. */
const test = base.extend<object, { shelf: Shelf }>({
  shelf: [
    async ({ app }, use) => {
      const person = app.owner;
      const library = await fillLibrary(person);
      const empty = await person.client.workspaces.create.mutate({ name: 'Empty' });
      await use({ person, library, empty: { workspaceId: empty.id } });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});
test.slow();
test.describe.configure({ mode: 'parallel' });

const nowhere = { workspaceId: '' };
const unknown = { path: '', answerId: '', conversationId: '' };
const names = {
  stations: stations(nobody(), nowhere, {
    sourceId: '',
    siteId: '',
    lookId: '',
    cited: unknown,
    shaped: unknown,
    broken: unknown,
    token: '',
  }),
  overlays: overlays(nobody()),
};

for (const { name } of names.stations) {
  test(`${name} is accessible in both themes, wide and narrow`, async ({ app, shelf, page, context }) => {
    await shelf.person.enter(context);
    const station = stations(shelf.person, shelf.empty, shelf.library).find((found) => found.name === name);
    await page.goto(app.url + station?.path);
    await expectAccessibleEverywhere(page, name, async () => station?.arrive(page));
  });
}

for (const { name } of names.overlays) {
  test(`${name} over a page is accessible in both themes, wide and narrow`, async ({ app, shelf, page, context }) => {
    await shelf.person.enter(context);
    const station = overlays(shelf.person).find((found) => found.name === name);
    await expectAccessibleEverywhere(page, name, async () => {
      await page.goto(app.url + station?.path);
      await station?.arrive(page);
    });
  });
}

test('sign-in is accessible in both themes, wide and narrow', async ({ app, page, faults }) => {
  faults.expect(refusal(400));
  await page.goto(`${app.url}/sign-in`);
  await expectAccessibleEverywhere(page, 'sign-in', async () => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').and(page.locator('[aria-invalid=true]')).waitFor();
  });
});

test('a streaming answer is accessible', async ({ app, ada, page }) => {
  const asked = await ask(ada, 'scripted:tps=10,tokens=3000,reasoning=5');
  await page.goto(app.url + asked.path);
  await wordShown(page, 3);
  await answerOn(page).and(page.locator('[aria-busy=true]')).waitFor();
  await expectAccessible(page, 'streaming');
  await page.keyboard.press('Escape');
  await answerOn(page).getByText('Stopped.').waitFor();
  await expectAccessible(page, 'stopped');
});

/** The names of the pages are needed before anybody has signed up. */
function nobody(): Person {
  const client = {} as Person['client'];
  const upload = () => Promise.reject(new Error('nobody'));
  const never = { upload, enter: upload, leaveNothing: upload };
  return { name: '', email: '', password: '', workspaceId: '', client, ...never };
}
