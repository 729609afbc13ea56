import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const root = join(import.meta.dirname, '../../..');
// what the rig of full mode needs, set before it is imported
if (process.env.TEST_DATABASE_URL) process.env.MILLRACE_TEST_DATABASE = 'postgres';
const { CHROMIUM_PATH = '/usr/bin/chromium', TEST_DATABASE_URL, SCREENS, PICTURES } = process.env;

/** Nothing that the browser asks for on its own account, and no sandbox: tests often run as root in a container. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const fullMode = { name: 'full-mode', testMatch: 'kill-worker.spec.ts' };
const screens = { name: 'screens', testMatch: 'screens.spec.ts' };
const pictures = { name: 'pictures', testMatch: 'pictures.spec.ts' };
const ui = {
  name: 'ui',
  testMatch: 'ui.spec.ts',
  snapshotPathTemplate: '{testDir}/ui-pictures/{arg}{ext}',
  timeout: 180_000,
  expect: { timeout: 30_000, toHaveScreenshot: { threshold: 0.03, maxDiffPixelRatio: 0.0005 } },
  fullyParallel: true,
  use: {
    launchOptions: {
      executablePath: CHROMIUM_PATH,
      // the same edges of letters and the same colours on every machine
      args: [...args, '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
    },
  },
};
const others = [fullMode, screens, pictures, ui];
const local = { name: 'local', testIgnore: others.map(({ testMatch }) => testMatch) };

/**
 * `local`: the product in one process, nothing needed. `full-mode`: server and worker as processes of their own; needs
 * TEST_DATABASE_URL (`--project full-mode`). `screens`: pictures of every page to look at (`SCREENS=1 … --project screens`).
 * `pictures`: those of the README (`pnpm screenshots`). `ui`: every component as it looked before (`pnpm ui-pictures` renews that).
 */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(root, 'test-results'),
  forbidOnly: Boolean(process.env.CI),
  // a test that passes at the second try has found something: it is named as flaky, with its trace, and its cause is to be found.
  // It does not keep a sound change from landing.
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // a picture that is missing is a fault, not an invitation to take it
  updateSnapshots: 'none',
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: CHROMIUM_PATH, args },
  },
  projects: [
    local,
    ui,
    ...(TEST_DATABASE_URL ? [fullMode] : []),
    ...(SCREENS ? [screens] : []),
    ...(PICTURES ? [pictures] : []),
  ],
});
