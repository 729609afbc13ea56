import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';
import { openTestPostgres } from '../test-postgres.ts';

const folder = join(root, 'bench');

/** `bench NAME args…`: runs `bench/NAME/main.ts`, with a real PostgreSQL at hand where there is one to be had. */
export async function bench([name = '', ...args]: string[]): Promise<number> {
  const main = join(folder, name, 'main.ts');
  if (name === '' || !existsSync(main)) {
    const names = readdirSync(folder).filter((entry) => existsSync(join(folder, entry, 'main.ts')));
    process.stderr.write(
      `Name one of the benchmarks: ${names.join(', ')}. See bench/README.md for what each of them measures.\n`,
    );
    return 2;
  }
  const postgres = await openTestPostgres().catch((error: Error) => error);
  if (postgres instanceof Error) {
    process.stderr.write(`\n!!! WITHOUT a real PostgreSQL: ${postgres.message}\n\n`);
    return runProcess(process.execPath, [main, ...args]);
  }
  try {
    const env = { MILLRACE_TEST_DATABASE: 'postgres', TEST_DATABASE_URL: postgres.url };
    return await runProcess(process.execPath, [main, ...args], env);
  } finally {
    await postgres.close();
  }
}
