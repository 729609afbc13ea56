import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.mjs';

type Options = { before?: () => Promise<number> };

/** Runs a main in this process, so that signals reach it directly. `before` must succeed. */
export async function runEntry(path: string, { before }: Options = {}): Promise<number | undefined> {
  const code = (await before?.()) ?? 0;
  if (code !== 0) return code;
  process.chdir(root);
  await import(pathToFileURL(join(root, path)).href);
  return undefined;
}
