import { type ParseResult, parse } from '@babel/parser';

type Node = { type: string; loc?: { start: { line: number } | null } | null } & Record<string, unknown>;

/** What people see or hear of an element or an object, wherever it stands. */
const shown = new Set([
  ...['label', 'title', 'placeholder', 'description', 'heading', 'hint', 'alt', 'detail', 'valueText'],
  ...['aria-label', 'aria-valuetext', 'aria-description', 'aria-roledescription'],
]);
/** Functions whose argument is shown. */
const tells = new Set(['tellFailure']);
const macros = new Set(['t', 'msg', 'plural', 'select', 'selectOrdinal', 'defineMessage', 'Trans', 'Plural', 'Select']);
/** Names that are the same in every language. */
const names =
  /\b(Millrace|OpenAI|Ollama|PDF|CSV|URL|API|UTC|HTTP|JSON|Markdown|Ctrl|Shift|Alt|Enter|Escape|Esc|Tab)\b/g;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const child = (node: Node, key: string): Node | undefined => {
  const value = node[key];
  return isNode(value) ? value : undefined;
};
const nameOf = (node: Node | undefined): string => String(node?.name ?? node?.value ?? '');
/** Two letters beside each other make a word; a single one is a key or a unit. Addresses are the same everywhere. */
const isWords = (text: unknown): text is string =>
  typeof text === 'string' && !/^https?:\/\/\S*$/.test(text) && /\p{L}{2}/u.test(text.replace(names, ''));

/** Texts in a module of the pages that no catalogue knows, as "line: text". `file` is its name, for errors of the parser. */
export function findUntranslated(code: string, file: string): string[] {
  const found: string[] = [];
  const ast: ParseResult = parse(code, {
    sourceType: 'module',
    sourceFilename: file,
    plugins: file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'],
  });
  const note = (node: Node, text: string) =>
    found.push(`${node.loc?.start?.line ?? 0}: ${text.trim().replace(/\s+/g, ' ').slice(0, 60)}`);
  /** What an expression that is shown may come out as. */
  const say = (node: Node | undefined): void => {
    if (node === undefined) return;
    if (node.type === 'StringLiteral' && isWords(node.value)) note(node, node.value);
    if (node.type === 'TemplateLiteral') {
      const text = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join(' … ');
      if (isWords(text)) note(node, text);
    }
    if (node.type === 'ConditionalExpression') for (const key of ['consequent', 'alternate']) say(child(node, key));
    if (node.type === 'LogicalExpression') for (const key of ['left', 'right']) say(child(node, key));
    if (node.type === 'JSXExpressionContainer') say(child(node, 'expression'));
  };
  const visit = (node: Node): void => {
    if (isMacro(node)) return;
    if (node.type === 'JSXText' && isWords(node.value)) note(node, node.value);
    if (node.type === 'JSXAttribute' && shown.has(nameOf(child(node, 'name')))) say(child(node, 'value'));
    if (node.type === 'ObjectProperty' && shown.has(nameOf(child(node, 'key')))) say(child(node, 'value'));
    if (node.type === 'CallExpression' && tells.has(nameOf(child(node, 'callee')))) {
      for (const argument of node.arguments as Node[]) say(argument);
    }
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const part of node.children as Node[]) if (part.type === 'JSXExpressionContainer') say(part);
    }
    for (const value of Object.values(node)) {
      for (const part of Array.isArray(value) ? value : [value]) if (isNode(part)) visit(part);
    }
  };
  visit(ast.program as unknown as Node);
  return found;
}

function isMacro(node: Node): boolean {
  if (node.type === 'TaggedTemplateExpression') return macros.has(nameOf(child(node, 'tag')));
  if (node.type === 'CallExpression') return macros.has(nameOf(child(node, 'callee')));
  const opening = child(node, 'openingElement');
  return opening !== undefined && macros.has(nameOf(child(opening, 'name')));
}
