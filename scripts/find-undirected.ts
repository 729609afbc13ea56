import { parse } from '@babel/parser';

type Node = { type: string; loc?: { start: { line: number } | null } | null } & Record<string, unknown>;

/** Properties that hold what people wrote or what came from documents. */
const written = new Set([
  'title',
  'name',
  'email',
  'content',
  'quote',
  'text',
  'author',
  'excerpt',
  'heading',
  'locator',
]);
/** Components that show their children as they are. */
const transparent = new Set(['Trans', 'Link', 'Fragment', 'Suspense', 'Button', 'MenuItem', 'MenuLink']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const child = (node: Node | undefined, key: string): Node | undefined => {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
};
const nameOf = (node: Node | undefined): string => String(node?.name ?? '');

/** Whether an element settles the direction of what is in it: `<bdi>`, `dir`, or a component that does so inside. */
function isDirected(element: Node): boolean {
  const opening = child(element, 'openingElement');
  const name = nameOf(child(opening, 'name'));
  const attributes = (opening?.attributes ?? []) as Node[];
  const isComponent = /^[A-Z]/.test(name) && !transparent.has(name);
  return name === 'bdi' || isComponent || attributes.some((attribute) => nameOf(child(attribute, 'name')) === 'dir');
}

/** The property whose value an expression shows, if people wrote it. */
function writtenPart(expression: Node | undefined): string | undefined {
  if (expression === undefined) return undefined;
  const isMember = expression.type === 'MemberExpression' || expression.type === 'OptionalMemberExpression';
  const name = nameOf(child(expression, 'property'));
  // the title of a dialog is a text of the page
  if (isMember && nameOf(child(expression, 'object')) === 'props') return undefined;
  if (isMember && written.has(name)) return name;
  if (expression.type === 'LogicalExpression')
    return writtenPart(child(expression, 'left')) ?? writtenPart(child(expression, 'right'));
  // a value with a name of its own in a translated sentence: ph({ name: … })
  const [argument] = (expression.type === 'CallExpression' ? expression.arguments : []) as Node[];
  const object = expression.type === 'ObjectExpression' ? expression : argument;
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties as Node[]) {
    const found = writtenPart(child(property, 'value'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is shown without a direction of its own in a module of the pages, as "line: property". `file` is its name, for errors of the parser. */
export function findUndirected(code: string, file: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, directed: boolean): void => {
    const isElement = node.type === 'JSXElement';
    const within = isElement ? isDirected(node) || (directed && isInline(node)) : directed;
    if (isElement || node.type === 'JSXFragment') {
      for (const part of node.children as Node[]) {
        const name = part.type === 'JSXExpressionContainer' ? writtenPart(child(part, 'expression')) : undefined;
        if (name !== undefined && !within) found.push(`${part.loc?.start?.line ?? 0}: ${name}`);
      }
    }
    for (const value of Object.values(node)) {
      for (const part of Array.isArray(value) ? value : [value]) if (isNode(part)) visit(part, within);
    }
  };
  const ast = parse(code, { sourceType: 'module', sourceFilename: file, plugins: ['typescript', 'jsx'] });
  visit(ast.program as unknown as Node, false);
  return found;
}

/** Inherits the direction of the element around it. */
const isInline = (element: Node): boolean =>
  ['mark', 'span', 'ins', 'del', 'b', 'Trans', 'Fragment'].includes(
    nameOf(child(child(element, 'openingElement'), 'name')),
  );
