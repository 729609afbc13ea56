import { defineConfig } from 'vitest/config';

const tests = (ending: string) =>
  ['packages', 'apps', 'bench', 'faults', 'scripts'].map((folder) => `${folder}/**/*${ending}`);
const never = ['**/node_modules/**', '**/dist/**', '**/e2e/**'];
/** What knows no database, or only the embedded one, is not tried again on a server. */
const withoutServer = [
  'apps/web/**',
  'bench/**',
  'scripts/**',
  'packages/{client,contract,egress,llm,reading,storage,ui}/**',
  'packages/db/src/embedded.test.ts',
  'packages/features/src/crawl/page-renderer.test.ts',
];
const elsewhere = process.env.MILLRACE_TEST_DATABASE === 'postgres' ? withoutServer : [];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // what is waited for comes when it comes: a busy machine is no failure
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
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
        test: { name: 'suite', include: tests('.test.ts'), exclude: [...never, ...elsewhere, '**/*.fault.test.ts'] },
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
