import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './root.mjs';

export type Import = { target: string; typeOnly: boolean };
export type SourceFile = { path: string; text: string; imports: Import[] };

const notOurs = new Set([
  'node_modules',
  'dist',
  '.git',
  '.millrace',
  'artifacts',
  'coverage',
  'test-results',
  'playwright-report',
  'samples',
]);

/** Every file of the repository that a person wrote, as a path from its root. */
export function listFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (notOurs.has(entry.name)) return [];
    return entry.isDirectory() ? listFiles(path) : [relative(root, path)];
  });
}

export const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The TypeScript among `paths`, with what each file imports; relative imports as paths from the repository's root. */
export function readSources(paths: string[]): SourceFile[] {
  return paths
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = read(path);
      return { path, text, imports: importsOf(path, text) };
    });
}

const patterns = [
  // import x from 'y', export { x } from 'y', with `type` before or not
  /^(?:import|export)\s+(type\s+)?[^'"`;=]*?from\s*['"]([^'"]+)['"]/gm,
  // import 'y'
  /^import\s*()['"]([^'"]+)['"]/gm,
  // import('y'), new URL('y', import.meta.url)
  /\bimport\(\s*()['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*()['"](\.[^'"]+\.tsx?)['"],\s*import\.meta\.url/g,
];

function importsOf(path: string, text: string): Import[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, type, name = '']) => ({
      target: name.startsWith('.') ? join(dirname(path), name.split('?')[0] ?? name) : name,
      typeOnly: type !== undefined && type !== '',
    })),
  );
}

/** The first ring of files that import each other, as the way round it; undefined: there is none. */
export function findRing(edges: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): string[] | undefined => {
    if (done.has(path)) return undefined;
    const seen = way.indexOf(path);
    if (seen >= 0) return [...way.slice(seen), path];
    way.push(path);
    for (const next of edges.get(path) ?? []) {
      const ring = visit(next);
      if (ring) return ring;
    }
    way.pop();
    done.add(path);
    return undefined;
  };
  for (const path of edges.keys()) {
    const ring = visit(path);
    if (ring) return ring;
  }
  return undefined;
}
