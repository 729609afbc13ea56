import { parseAst } from 'rolldown/parseAst';

type Ast = { type: string; start: number; end: number } & Record<string, unknown>;

/** How the client offers each kind of procedure; `procedures.ts` of the client declares these types. */
const offered: Record<string, string> = {
  TRPCQueryProcedure: 'Query',
  TRPCMutationProcedure: 'Mutation',
  TRPCSubscriptionProcedure: 'Subscription',
};

/**
 * What the compiler is to print for `plainClient`: the procedures of the router, however it is put together. `declarations` is the path of
 * those of `features`: by the name of the package the compiler refuses to name what the package does not export.
 */
export const routerProbe = (declarations: string): string =>
  [
    `import type { AppRouter } from '${declarations}';`,
    'declare const valueOf: <T>() => T;',
    `export const record = valueOf<AppRouter['_def']['record']>();`,
  ].join('\n');

/**
 * What the compiler inferred for the router, printed for `routerProbe`, as the type of its client: `{ jobs: { get: Query<Input, Output> … } }`.
 * Context, middleware and error formatter, through which the whole server would be behind the type, are not in it. Types of outputs are
 * imported by name; those of the contract are exported again.
 * @param resolve makes a module's name in the printed file one that the roll-up can load
 * @throws Error when the router is not of the known form
 */
export function plainClient(source: string, resolve: (module: string) => string): string {
  const printer = new Printer(source);
  const client = printer.client();
  const modules = [...printer.names].map(([name, module]) => `import type { ${name} } from '${resolve(module)}';`);
  const views = [...printer.names]
    .filter(([, module]) => module.startsWith('@millrace/contract/'))
    .map(([name]) => name);
  return [
    ...modules,
    `import type { Mutation, Query, Subscription } from './procedures.ts';`,
    `export type { ${views.join(', ')} };`,
    '/** Every procedure of the server with its input and output. */',
    `export type Client = ${client};`,
    '',
  ].join('\n');
}

class Printer {
  /** Imported types, each with its module. */
  readonly names = new Map<string, string>();
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  client(): string {
    const program = parseAst(this.#source, { lang: 'dts', astType: 'ts' }, 'router.d.ts') as unknown as Ast;
    const declared = (program.body as Ast[])
      .flatMap((statement) => ((statement.declaration as Ast | null)?.declarations as Ast[] | undefined) ?? [])
      .find(({ id }) => (id as Ast).name === 'record');
    if (declared === undefined) throw new Error('The procedures of the router were not printed.');
    return this.#procedures(typeOf(declared.id as Ast));
  }

  /** `Options<Record> & …` as an object of procedures. */
  #procedures(options: Ast | undefined): string {
    const records = options?.type === 'TSIntersectionType' ? (options.types as Ast[]) : [options];
    const all = records.flatMap((record) => members(parameters(record)[0]));
    const entries = all.map(([name, member]) => {
      const kind = nameOf(member);
      const printed =
        kind === 'TRPCBuiltRouter' ? this.#procedures(parameters(member)[1]) : this.#procedure(kind, member);
      return printed === undefined ? '' : `${name}: ${printed};\n`;
    });
    return `{\n${entries.join('')}}`;
  }

  /** Undefined for one that takes bytes: it needs headers, which `uploadFile` sends. */
  #procedure(kind: string, type: Ast): string | undefined {
    const fields = new Map(members(parameters(type)[0]));
    const [input, output] = [fields.get('input'), fields.get('output')];
    const name = offered[kind];
    if (name === undefined || input === undefined || output === undefined)
      throw new Error(`${kind} is not a procedure.`);
    if (nameOf(input) === 'OctetInput') return undefined;
    // AsyncIterable<TrackedData<Event>>
    const answer = name === 'Subscription' ? parameters(parameters(output)[0])[0] : output;
    if (answer === undefined) throw new Error(`A subscription's events must be tracked: ${this.#text(output)}`);
    return `${name}<${this.#text(input)}, ${this.#text(answer)}>`;
  }

  /** A type as it is written, with the names of what it imports. */
  #text({ start, end }: Ast): string {
    return this.#source
      .slice(start, end)
      .replaceAll(/import\("([^"]+)"\)\.(\w+)/g, (_, module: string, name: string) => {
        const known = this.names.get(name);
        if (known !== undefined && known !== module) throw new Error(`${name} is a type of ${known} and of ${module}.`);
        this.names.set(name, module);
        return name;
      });
  }
}

const typeOf = (node: Ast): Ast => (node.typeAnnotation as Ast).typeAnnotation as Ast;

function parameters(type: Ast | undefined): Ast[] {
  return ((type?.typeArguments as Ast | null | undefined)?.params as Ast[] | undefined) ?? [];
}

function members(type: Ast | undefined): [name: string, type: Ast][] {
  if (type?.type !== 'TSTypeLiteral') throw new Error(`An object type was expected, not ${type?.type}.`);
  return (type.members as Ast[]).map((member) => [(member.key as Ast).name as string, typeOf(member)]);
}

/** The name of a type that is imported in place. */
const nameOf = (type: Ast): string =>
  ((type.qualifier as Ast | null | undefined)?.name as string | undefined) ?? type.type;
