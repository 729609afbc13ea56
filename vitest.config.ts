import { defineConfig } from 'vitest/config';
import { messages } from './apps/web/vite-messages.ts';
import { findDatabaseTests } from './scripts/find-database-tests.ts';
import { SlowFirst } from './scripts/slow-first.ts';

const tests = (ending: string) =>
  ['packages', 'apps', 'bench', 'faults', 'scripts'].map((folder) => `${folder}/**/*${ending}`);
const never = ['**/node_modules/**', '**/dist/**', '**/e2e/**'];
/**
 * On a server only what opens a database is tried again, of `packages` alone: no SQL is written above them, and there the fault tests
 * and the browser in full mode run the processes themselves on a server.
 */
const onServer = process.env.MILLRACE_TEST_DATABASE === 'postgres';
const suite = onServer ? findDatabaseTests() : tests('.test.ts');

export default defineConfig({
  plugins: [messages()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // what is waited for comes when it comes: a busy machine is no failure
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    // where a change lands a test has a second try, and its name says so: the first one's cause is to be found, not run away from
    retry: process.env.CI ? 1 : 0,
    // measured on request: `pnpm coverage`
    coverage: {
      provider: 'v8',
      reporter: ['html', 'text-summary'],
      include: ['{packages,apps}/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/migrations/**'],
    },
    projects: [
      {
        extends: true,
        test: { name: 'suite', include: suite, exclude: [...never, '**/*.fault.test.ts'] },
      },
      // start, freeze and kill real processes; two files at a time, since they mostly wait
      {
        extends: true,
        test: {
          name: 'faults',
          include: tests('.fault.test.ts'),
          exclude: never,
          testTimeout: process.env.MILLRACE_LONG ? 1_200_000 : 180_000,
        },
      },
    ],
  },
});
