import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCompiler } from './run-compiler.ts';

const inferred = /export type (\w+) = z\.(?:infer|output)<typeof \w+>;/g;

/** Types by the file that declares them and their name. */
export type PlainSchemas = Map<string, string>;
const keyOf = (file: string, name: string) => `${file} ${name}`;

/**
 * Types that are inferred of a schema (`z.infer<typeof citationSchema>`) as the compiler spells them out. What is released needs no zod
 * for them.
 * @param files declarations that the compiler emitted
 * @param work a folder for the compiler, which is emptied
 */
export async function plainSchemas(files: string[], work: string): Promise<PlainSchemas> {
  const found = files.map(async (file) => {
    const text = await readFile(file, 'utf8');
    return [...text.matchAll(inferred)].map(([, name = '']) => ({ name, file }));
  });
  const aliases = (await Promise.all(found)).flat();
  // the type of a call is printed as what it is, that of an annotation as it was written
  const probe = [
    ...aliases.map(({ name, file }, index) => `import type { ${name} as T${index} } from '${file}';`),
    'declare const valueOf: <T>() => T;',
    ...aliases.map((_, index) => `export const v${index} = valueOf<T${index}>();`),
  ];
  const printed = await readFile(join(await runCompiler(probe.join('\n'), work), 'source.d.ts'), 'utf8');
  return new Map(
    aliases.flatMap(({ name, file }, index): [string, string][] => {
      const type = typeOfConstant(printed, `v${index}`);
      return type === undefined ? [] : [[keyOf(file, name), type]];
    }),
  );
}

/** Puts the plain types in the place of those that `file` infers. */
export function withPlainSchemas(declarations: string, file: string, plain: PlainSchemas): string {
  return declarations.replaceAll(inferred, (statement, name: string) => {
    const type = plain.get(keyOf(file, name));
    return type === undefined ? statement : `export type ${name} = ${type};`;
  });
}

/** Undefined: it names types of other files, as those of requests do that no client sends; it stays as it was inferred. */
function typeOfConstant(printed: string, name: string): string | undefined {
  const [, after] = printed.split(`export declare const ${name}: `);
  const [type] = after?.split(/;\n(?=export|$)/) ?? [];
  if (type === undefined) throw new Error(`The compiler has not printed ${name}.`);
  return type.includes('import(') ? undefined : type;
}
