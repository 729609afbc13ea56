import type { MessageView } from './chat.ts';

/** As much of a message as says where it hangs and whether it is shown. */
export type TreeMessage = Pick<MessageView, 'id' | 'parentId' | 'version' | 'shownAt'>;

/** A message of the shown branch among its versions, oldest first. */
export type BranchStep<M extends TreeMessage> = { shown: M; versions: M[] };

const isLater = (a: TreeMessage, b: TreeMessage): boolean =>
  a.shownAt === b.shownAt ? a.version > b.version : a.shownAt > b.shownAt;

/** The messages on the way from the first question to this one. */
function wayTo<M extends TreeMessage>(messages: readonly M[], id: string): Set<string> {
  const known = new Map(messages.map((message) => [message.id, message]));
  const way = new Set<string>();
  for (let at = known.get(id); at; at = at.parentId === null ? undefined : known.get(at.parentId)) way.add(at.id);
  return way;
}

/** The messages as if this one had been chosen at `shownAt`, and all that it hangs on. */
export function chosen<M extends TreeMessage>(messages: readonly M[], id: string, shownAt: string): M[] {
  const way = wayTo(messages, id);
  return messages.map((message) => (way.has(message.id) ? { ...message, shownAt } : message));
}

/** So many milliseconds after every choice so far. */
export const afterAll = (messages: readonly TreeMessage[], ms = 1): string =>
  new Date(Math.max(0, ...messages.map((message) => Date.parse(message.shownAt))) + ms).toISOString();

/**
 * The branch of a conversation that is shown, from the first question on. At every fork it takes what was chosen last, so each branch
 * comes back as it was left.
 */
export function shownBranch<M extends TreeMessage>(messages: readonly M[]): BranchStep<M>[] {
  const children = Map.groupBy(messages, (message) => message.parentId);
  const branch: BranchStep<M>[] = [];
  let parentId: string | null = null;
  for (;;) {
    const versions: M[] = (children.get(parentId) ?? []).toSorted((a, b) => a.version - b.version);
    const [first, ...others] = versions;
    if (first === undefined) return branch;
    const shown = others.reduce((best, other) => (isLater(other, best) ? other : best), first);
    branch.push({ shown, versions });
    parentId = shown.id;
  }
}
