import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readSources, type SourceFile } from './read-house.ts';
import { root } from './root.mjs';

const opener = 'packages/db/test/test-database.ts';

/**
 * The test files that open a database, themselves or by what they take from a `test` folder, as paths from the root. Those in `packages`
 * are what a second database can answer differently: SQL is written there alone.
 */
export function findDatabaseTests(): { packages: string[]; apps: string[] } {
  const paths = ['packages', 'apps'].flatMap((folder) => listFiles(join(root, folder)));
  const written = readSources(paths.filter((path) => /\.test\.ts$|\/test\//.test(path)));
  const files = new Map(written.map((file) => [file.path, file]));
  const opens = (file: SourceFile, way: string[] = []): boolean =>
    file.imports.some(({ target, typeOnly }) => {
      const path = pathOf(target);
      if (typeOnly || way.includes(path)) return false;
      const next = files.get(path);
      return path === opener || (next !== undefined && opens(next, [...way, file.path]));
    });
  const found = written.filter((file) => isTest(file.path) && opens(file)).map(({ path }) => path);
  return {
    packages: found.filter((path) => path.startsWith('packages/')),
    apps: found.filter((path) => path.startsWith('apps/')),
  };
}

const isTest = (path: string) => path.endsWith('.test.ts') && !path.endsWith('.fault.test.ts');

/** `@millrace/db/test/x` names a file of `packages/db/test`. */
function pathOf(target: string): string {
  const [, name, rest] = /^@millrace\/([^/]+)\/(test\/.+)$/.exec(target) ?? [];
  if (name === undefined || !existsSync(join(root, 'packages', name))) return target;
  return `packages/${name}/${rest}.ts`;
}
