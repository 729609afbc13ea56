import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { root } from '../root.mjs';
import { plainClient, routerProbe } from './plain-client.ts';
import { type PlainSchemas, plainSchemas, withPlainSchemas } from './plain-schemas.ts';
import { runCompiler } from './run-compiler.ts';

/** Where `tsc -b` puts the declarations of a package. */
const declarationsOf = (name: string) => join(root, 'packages', name, 'dist/types/src');
const features = join(declarationsOf('features'), 'types.d.ts');
const client = join(declarationsOf('client'), 'client.d.ts');

/**
 * The client's types in one file that imports nothing: no server, no tRPC and no zod is behind them. Reads what `tsc -b` emitted.
 * @param work a folder of the client's for the compiler
 * @throws Error when something that is not plain is reached
 */
export async function rollUpTypes(work: string): Promise<string> {
  const sources = await readdir(join(root, 'packages/contract/src'), { recursive: true });
  const files = sources
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(declarationsOf('contract'), name.replace(/\.ts$/, '.d.ts')));
  const [plain, printed] = await Promise.all([
    plainSchemas(files, join(work, 'schemas')),
    runCompiler(routerProbe(features), join(work, 'router'), ['contract', 'features']),
  ]);
  const fromProbe = (module: string) => (module.startsWith('.') ? declarationOf(join(work, 'router', module)) : module);
  const clientType = plainClient(await readFile(join(printed, 'source.d.ts'), 'utf8'), fromProbe);
  const bundle = await rolldown({
    input: join(declarationsOf('client'), 'main.d.ts'),
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@millrace/'),
    plugins: [declarations(plain, clientType), dts({ dtsOnly: true, generator: 'oxc' })],
  });
  const { output } = await bundle.generate();
  const [{ code }] = output;
  const needed = /^.*(?:\bfrom ['"]|\bimport\().*$/m.exec(code);
  if (needed) throw new Error(`The types of the client must not need other modules: ${needed[0]}`);
  return code;
}

function declarations(plain: PlainSchemas, clientType: string): Plugin {
  return {
    name: 'declarations',
    resolveId: { order: 'pre', handler: (id, importer) => resolve(id, importer) },
    async load(id) {
      return id === client ? clientType : withPlainSchemas(await readFile(id, 'utf8'), id, plain);
    },
  };
}

function resolve(id: string, importer: string | undefined): string | undefined {
  const [, name, path] = /^@millrace\/([^/]+)\/(.+)$/.exec(id) ?? [];
  if (name !== undefined) return join(declarationsOf(name), `${path}.d.ts`);
  if (id.startsWith('.') && importer) return join(dirname(importer), id.replace(/(\.d)?\.ts$/, '.d.ts'));
  return undefined;
}

/** Of a source of ours the declarations that were emitted for it. */
const declarationOf = (path: string) =>
  path.replace(
    /packages\/([^/]+)\/src\/(.+)\.ts$/,
    (_, name: string, file: string) => `packages/${name}/dist/types/src/${file}.d.ts`,
  );
