import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';

/**
 * Compiles one source to declarations, `source.d.ts` in the resulting folder. `folder` is emptied first; it must be below a package that
 * sees what the source imports.
 * @param references packages that are known by their declarations, not compiled again
 * @throws Error when it does not compile; the compiler has said why
 */
export async function runCompiler(source: string, folder: string, references: string[] = []): Promise<string> {
  const out = join(folder, 'printed');
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { composite: false, declaration: true, rootDir: '.', outDir: out },
    files: ['source.ts'],
    references: references.map((name) => ({ path: join(root, 'packages', name) })),
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'source.ts'), source);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const code = await runProcess('tsc', ['-p', folder]);
  if (code !== 0) throw new Error(`${join(folder, 'source.ts')} does not compile.`);
  return out;
}
