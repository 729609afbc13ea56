import { expect, type Page } from '@playwright/test';
import { ask, ended } from './ask.ts';
import { addReady, lighthousePdf, lockedPdf, markdown, table } from './documents.ts';
import { openLocalSite } from './local-site.ts';
import type { Person } from './person.ts';

/** A state of a page: its path, and what to do there first. */
export type Station = { name: string; path: string; arrive: (page: Page) => Promise<unknown> };

const heading = (text: string | RegExp) => (page: Page) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(text);

/** Fills the workspace of `person` so that every page has something to show. */
export async function fillLibrary(person: Person) {
  const { client, workspaceId } = person;
  const sourceId = await addReady(person, lighthousePdf());
  await addReady(person, markdown());
  await addReady(person, table());
  const { sourceId: lockedId } = await person.upload('locked.pdf', new Uint8Array(lockedPdf().body));
  await expect
    .poll(async () => (await client.sources.get.query({ sourceId: lockedId })).status, { timeout: 45_000 })
    .toBe('failed');
  const { siteId, lookId } = await addSite(person);
  const cited = await ask(person, 'scripted:text=quote', 'When was the lighthouse of Skarholm built?');
  await ended(person, cited);
  const liar = await ask(person, 'scripted:text=bad-cite', 'And who signed the contract?', cited.conversationId);
  await ended(person, liar);
  const shaped = await ask(person, 'scripted:text=markdown,reasoning=20', 'Show me all the shapes of Markdown, please');
  await ended(person, shaped);
  const broken = await ask(person, 'scripted:key=another', 'Will this question get an answer?');
  await ended(person, broken);
  await client.apiKeys.create.mutate({ workspaceId, name: 'nightly import', role: 'editor' });
  const invitation = await client.workspaces.invite.mutate({ workspaceId, email: 'grace@example.org', role: 'viewer' });
  // disabled: questions go to the scripted model of the server
  const local = { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1', models: ['llama3.3', 'qwen3'], enabled: false };
  await client.models.save.mutate({ workspaceId, ...local, apiKey: 'a key of the tests', dailyTokens: 1_000_000 });
  return { sourceId, siteId, lookId, cited, shaped, broken, token: invitation.token };
}

/** A website with pages that were not read, and a look at it. */
async function addSite({ client, workspaceId }: Person) {
  await using site = await openLocalSite(12);
  site.release();
  const { runId: lookId } = await client.sources.discoverLinks.mutate({ workspaceId, url: site.url });
  await expect
    .poll(async () => (await client.jobs.get.query({ runId: lookId })).status, { timeout: 60_000 })
    .toBe('succeeded');
  const { sourceId: siteId } = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url });
  await expect
    .poll(async () => (await client.sources.get.query({ sourceId: siteId })).status, { timeout: 60_000 })
    .toBe('partial');
  return { siteId, lookId };
}
export type Library = Awaited<ReturnType<typeof fillLibrary>>;

/** Every page of the product, for the owner of the instance, whose workspace is filled; `empty` is an empty workspace. */
export function stations(person: Person, empty: { workspaceId: string }, library: Library): Station[] {
  const home = `/w/${person.workspaceId}`;
  const nothing = `/w/${empty.workspaceId}`;
  const { cited, shaped, broken, sourceId, siteId, lookId, token } = library;
  const copy = (page: Page) => expect(page.getByRole('button', { name: 'Copy answer' }).last()).toBeVisible();
  const drawn = (page: Page) => expect(page.getByRole('img', { name: /^Page \d of / })).toBeVisible();
  return [
    { name: 'welcome-workspace', path: '/welcome', arrive: heading('Set up your workspace') },
    {
      name: 'welcome-model',
      path: `/welcome?step=model&workspaceId=${person.workspaceId}`,
      arrive: (page) => expect(page.getByLabel('API URL')).toBeVisible(),
    },
    {
      name: 'welcome-sources',
      path: `/welcome?step=sources&workspaceId=${person.workspaceId}`,
      arrive: heading('Add your first sources'),
    },
    {
      name: 'chat-empty',
      path: `${nothing}/chat`,
      arrive: (page) => expect(page.getByRole('button', { name: 'Add the sample documents' })).toBeVisible(),
    },
    {
      name: 'chat-new',
      path: `${home}/chat`,
      arrive: (page) => expect(page.getByText('What do you want to know?')).toBeVisible(),
    },
    { name: 'chat-cited', path: cited.path, arrive: copy },
    {
      name: 'chat-citation',
      path: `${cited.path}?cite=${cited.answerId}.1`,
      arrive: drawn,
    },
    { name: 'chat-markdown', path: shaped.path, arrive: copy },
    {
      name: 'chat-failed',
      path: broken.path,
      arrive: (page) => expect(page.getByRole('button', { name: 'Try again' })).toBeVisible(),
    },
    {
      name: 'sources-empty',
      path: `${nothing}/sources`,
      arrive: (page) => expect(page.getByText('No sources yet')).toBeVisible(),
    },
    {
      name: 'sources',
      path: `${home}/sources`,
      arrive: (page) => expect(page.getByRole('grid').getByText('Ready', { exact: true })).toHaveCount(3),
    },
    { name: 'source-pdf', path: `${home}/sources/${sourceId}`, arrive: drawn },
    {
      name: 'source-site',
      path: `${home}/sources/${siteId}?status=failed`,
      arrive: (page) => expect(page.getByRole('button', { name: /^Retry http/ })).toHaveCount(5),
    },
    {
      name: 'website-look',
      path: `${home}/sources?add=website&look=${lookId}`,
      arrive: async (page) => {
        await page.getByLabel('Exclude URLs matching').fill('/staff/');
        await expect(page.getByText('/staff/: 3', { exact: true })).toBeVisible();
      },
    },
    {
      name: 'sources-none-fits',
      path: `${home}/sources?q=nothing`,
      arrive: (page) => expect(page.getByRole('heading', { name: 'No matching sources' })).toBeVisible(),
    },
    { name: 'search-empty', path: `${home}/search`, arrive: heading('Search') },
    {
      name: 'search',
      path: `${home}/search?q=lighthouse`,
      arrive: (page) => expect(page.getByText(/4,200 watts/).first()).toBeVisible(),
    },
    {
      name: 'search-reasons',
      path: `${home}/search?q=lighthuose&kind=pdf`,
      arrive: async (page) => {
        await expect(page.getByText('Showing results for')).toBeVisible();
        const why = page.getByRole('button', { name: /^Why/ }).first();
        if ((await why.getAttribute('aria-expanded')) === 'false') await why.click();
        await expect(page.getByRole('row', { name: /^Score/ })).toBeVisible();
      },
    },
    {
      name: 'retrieval-test',
      path: `${home}/sources/${sourceId}?test=lamp`,
      arrive: (page) => expect(page.getByRole('list', { name: 'Ranked passages' })).toContainText('watts'),
    },
    {
      name: 'settings-workspace',
      path: `${home}/settings/workspace`,
      arrive: heading('Workspace'),
    },
    {
      name: 'settings-members',
      path: `${home}/settings/members`,
      arrive: (page) => expect(page.getByRole('list', { name: 'Open invitations' })).toBeVisible(),
    },
    {
      name: 'settings-keys',
      path: `${home}/settings/keys`,
      arrive: (page) => expect(page.getByRole('grid', { name: 'API keys' })).toBeVisible(),
    },
    {
      name: 'settings-model',
      path: `${home}/settings/model`,
      arrive: (page) => expect(page.getByText('Today: 0 of 1M tokens')).toBeVisible(),
    },
    {
      name: 'settings-model-new',
      path: `${home}/settings/model?edit=new`,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await expect(page.getByText('Enter at least one model')).toBeVisible();
      },
    },
    {
      name: 'settings-account',
      path: `${home}/settings/account`,
      arrive: (page) => expect(page.getByText('this browser', { exact: true })).toBeVisible(),
    },
    { name: 'join', path: `/join#${token}`, arrive: heading(/^Join/) },
    { name: 'not-found', path: `${home}/no/such/page`, arrive: heading('Page not found') },
  ];
}
