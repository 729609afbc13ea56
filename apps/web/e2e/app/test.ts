import { type ScriptedServer, startScriptedServer } from '@millrace/llm/scripted-server';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { Faults } from './faults.ts';
import { type Person, signUp } from './person.ts';
import { type App, startApp } from './start-app.ts';

/** A person with a browser of their own. */
export type Seat = { person: Person; context: BrowserContext; page: Page };

type ForWorker = {
  /** One server for all tests of a worker. Its model is scripted: twenty words a second unless a question names another. */
  app: App & { model: ScriptedServer; owner: Person };
};
type ForTest = {
  faults: Faults;
  /** A new person with an empty workspace, signed in at `page`. */
  ada: Person;
  /** Another person, in another browser. */
  seat(name: string): Promise<Seat>;
};

/** Settings for the scripted model: quick embeddings, for tests that are not about embedding. */
export const scriptedEmbedder = (model: ScriptedServer): Record<string, string> => ({
  EMBEDDING_MODEL: 'scripted:',
  EMBEDDING_BASE_URL: model.url,
  EMBEDDING_API_KEY: 'any',
});

export const test = base.extend<ForTest, ForWorker>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs out of this pattern
    async ({}, use) => {
      const model = await startScriptedServer();
      const app = await startApp({
        ...scriptedEmbedder(model),
        OPENAI_BASE_URL: model.url,
        OPENAI_API_KEY: 'any',
        LLM_MODEL: 'scripted:tps=20,tokens=120',
        // tests identify chats by their questions
        CHAT_TITLES: 'false',
        USERS_OPEN_REGISTRATION: 'true',
        SIGN_UP_LIMIT: '10000',
        // websites of the tests
        EGRESS_ALLOW: '127.0.0.0/8',
        CRAWL_DELAY_MS: '0',
      });
      const owner = await signUp(app.url, 'Olga');
      await use({ ...app, model, owner });
      await app.close();
      await model.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  faults: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const faults = new Faults();
      await use(faults);
      expect(faults.left(), 'faults in the browser').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, faults }, use) => {
    faults.watch(context);
    await reportPolicy(context);
    await use(context);
  },
  ada: async ({ app, context }, use) => {
    const ada = await signUp(app.url, 'Ada');
    await ada.enter(context);
    await use(ada);
    // a page that is still open would request what is about to be deleted
    for (const page of context.pages()) await page.close();
    // the next test shares this server and must not wait for work that nobody watches any more
    await ada.leaveNothing();
  },
  seat: async ({ app, browser, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name) => {
      const context = await browser.newContext();
      contexts.push(context);
      faults.watch(context);
      await reportPolicy(context);
      const person = await signUp(app.url, name);
      await person.enter(context);
      return { person, context, page: await context.newPage() };
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

/** Turns every violation of the content policy into an error on the console, report-only ones too. */
const reportPolicy = (context: BrowserContext) =>
  context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content policy: ${event.effectiveDirective} refused ${event.blockedURI || event.sourceFile}`);
    });
  });
