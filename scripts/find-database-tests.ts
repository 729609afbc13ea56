import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, readSources, type SourceFile } from './read-house.ts';
import { root } from './root.mjs';

const opener = 'packages/db/test/test-database.ts';

/**
 * The test files of `packages/` that open a database, themselves or by what they take from a `test` folder, as paths from the root.
 * They are what a second database can answer differently: SQL is written in `packages/` alone.
 */
export function findDatabaseTests(): string[] {
  const written = readSources(listFiles(join(root, 'packages')).filter((path) => /\.test\.ts$|\/test\//.test(path)));
  const files = new Map(written.map((file) => [file.path, file]));
  const opens = (file: SourceFile, way: string[] = []): boolean =>
    file.imports.some(({ target, typeOnly }) => {
      const path = pathOf(target);
      if (typeOnly || way.includes(path)) return false;
      const next = files.get(path);
      return path === opener || (next !== undefined && opens(next, [...way, file.path]));
    });
  return written.filter((file) => file.path.endsWith('.test.ts') && opens(file)).map(({ path }) => path);
}

/** `@millrace/db/test/x` names a file of `packages/db/test`. */
function pathOf(target: string): string {
  const [, name, rest] = /^@millrace\/([^/]+)\/(test\/.+)$/.exec(target) ?? [];
  if (name === undefined || !existsSync(join(root, 'packages', name))) return target;
  return `packages/${name}/${rest}.ts`;
}
