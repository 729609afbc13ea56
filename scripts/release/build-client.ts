import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';
import { rollUpTypes } from './roll-up-types.ts';
import { runCompiler } from './run-compiler.ts';

const source = join(root, 'packages/client');
/** Becomes part of the client's code, so its licences go with it. */
const bundled = ['@trpc/client', '@trpc/server'];

/** Makes the package that strangers install from the sources, in packages/client/dist/package. */
export async function buildClient(): Promise<{ folder: string; version: string }> {
  const code = await runProcess('tsc', ['-b', source]);
  if (code !== 0) throw new Error('The client has type errors.');
  const folder = join(source, 'dist/package');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest: Manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const types = join(folder, 'millrace-client.d.ts');
  await writeFile(types, await rollUpTypes(join(source, 'dist/printed')));
  await Promise.all([
    requireFit(types),
    bundleCode(join(folder, 'millrace-client.js'), Object.keys(manifest.dependencies)),
    writeFile(join(folder, 'package.json'), `${JSON.stringify(released(manifest), null, 2)}\n`),
    writeFile(join(folder, 'THIRD-PARTY.txt'), await licences()),
    copyFile(join(source, 'README.md'), join(folder, 'README.md')),
    copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE')),
  ]);
  return { folder, version: manifest.version };
}

/** The client as tRPC types it must be one of the released type. */
async function requireFit(types: string): Promise<void> {
  const lines = [
    `import type { Serialize } from '@trpc/server/unstable-core-do-not-import';`,
    `import type { Client } from '${join(source, 'dist/types/src/client.d.ts')}';`,
    `import type { Client as Released, Subscription } from '${types}';`,
    // tRPC takes what is unknown (the state of any job) for something that JSON may leave out: its own view of an event is compared
    'type Seen<P> = P extends Subscription<infer Input, infer Data> ? Subscription<Input, Serialize<Data>> : P;',
    'type Expected = { [F in keyof Released]: { [P in keyof Released[F]]: Seen<Released[F][P]> } };',
    'export const fit = (client: Client): Expected => client;',
  ];
  await runCompiler(lines.join('\n'), join(source, 'dist/fit'), ['contract', 'features']);
}

/** `dependencies` stay imports; everything else is in the file. */
async function bundleCode(file: string, dependencies: string[]): Promise<void> {
  const bundle = await rolldown({
    input: join(source, 'src/main.ts'),
    external: dependencies,
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    // schemas of the contract that the client does not use
    treeshake: { manualPureFunctions: ['z', 'defineJob'] },
  });
  const { output } = await bundle.write({ file, format: 'esm' });
  const [{ imports }] = output;
  const foreign = imports.filter((name) => !dependencies.includes(name));
  if (output.length > 1 || foreign.length > 0) throw new Error(`The client must not import ${foreign.join(', ')}.`);
}

type Manifest = { name: string; version: string; dependencies: Record<string, string> } & Record<string, unknown>;

/** What stands in the released package.json: of ours all but what is needed to build. */
function released({ exports: _, devDependencies: __, scripts: ___, ...manifest }: Manifest): object {
  return {
    ...manifest,
    sideEffects: false,
    exports: {
      '.': { types: './millrace-client.d.ts', default: './millrace-client.js' },
      './package.json': './package.json',
    },
  };
}

async function licences(): Promise<string> {
  const { resolve } = createRequire(join(source, 'package.json'));
  const texts = bundled.map(async (name) => {
    const folder = dirname(resolve(`${name}/package.json`));
    return `${name}\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`;
  });
  return `millrace-client.js contains code of these packages.\n\n${(await Promise.all(texts)).join('\n\n')}`;
}
