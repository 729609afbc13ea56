import { defineConfig } from 'vitest/config';
import { messages } from './apps/web/vite-messages.ts';
import { findDatabaseTests } from './scripts/find-database-tests.ts';
import { SlowFirst } from './scripts/slow-first.ts';

const tests = (ending: string) =>
  ['packages', 'apps', 'bench', 'faults', 'scripts'].map((folder) => `${folder}/**/*${ending}`);
const databaseTests = findDatabaseTests();
const never = ['**/node_modules/**', '**/dist/**', '**/e2e/**'];

export default defineConfig({
  plugins: [messages()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // what is waited for comes when it comes: a busy machine is no failure
    expect: { poll: { timeout: 20_000 } },
    // the tests wait for a third of their time: three at once keep two cores busy
    maxWorkers: 3,
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
      // What opens a database. A process for each file would load the features and open an embedded database, a second's work each time:
      // the files share theirs, and each test gets an empty database nevertheless. On a server `database` alone is tried again: no SQL is
      // written above `packages`, and there the fault tests and the browser in full mode run whole processes on a server.
      {
        extends: true,
        test: {
          name: 'database',
          include: databaseTests,
          exclude: [...never, '**/*.fault.test.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'suite',
          include: tests('.test.ts'),
          exclude: [...never, ...databaseTests, '**/*.fault.test.ts'],
        },
      },
      // start, freeze and kill real processes
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
