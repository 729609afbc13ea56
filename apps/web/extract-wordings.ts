import { parse } from '@babel/parser';
import type { ExtractorType } from '@lingui/conf';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';

type Node = { type: string; loc?: { start: { line: number } } | null } & Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? '') : '');
const textOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'StringLiteral' && typeof node.value === 'string' ? node.value : undefined;
/** Checks of zod whose last argument is what people read. */
const checks = new Set(['min', 'max', 'length', 'regex', 'refine', 'email', 'url']);

/** The English that `node` shows to people, if it is one of the calls that do. */
function wordingOf({ type, callee, arguments: args }: Node): string | undefined {
  if (!Array.isArray(args)) return undefined;
  if (type === 'NewExpression') return nameOf(callee) === 'AppError' ? textOf(args[2]) : undefined;
  if (type !== 'CallExpression') return undefined;
  if (['worded', 'word'].includes(nameOf(callee))) return textOf(args[0]);
  const isCheck = isNode(callee) && callee.type === 'MemberExpression' && checks.has(nameOf(callee.property));
  const text = isCheck ? textOf(args.at(-1)) : undefined;
  return text && /^\p{Lu}.* /u.test(text) ? text : undefined;
}

/**
 * Finds what contract and features say to people: `worded('…')`, `word('…')`, `new AppError(kind, reason, '…')` and the messages of
 * schemas. Catalogues know each by its English, as they know the texts of pages.
 */
export const wordingExtractor: ExtractorType = {
  match: (file) => /packages\/(contract|features)\/src\/.*\.ts$/.test(file.replaceAll('\\', '/')),
  extract(file, code, found) {
    const visit = (node: Node): void => {
      const message = wordingOf(node);
      if (message)
        found({ id: generateMessageId(message), message, origin: [file, node.loc?.start.line ?? 0], placeholders: {} });
      for (const value of Object.values(node)) {
        for (const part of Array.isArray(value) ? value : [value]) if (isNode(part)) visit(part);
      }
    };
    visit(parse(code, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node);
  },
};
