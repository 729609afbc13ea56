import { join } from 'node:path';
import type { Rolldown } from 'vite';

type Graph = Rolldown.ChunkingContext;

const pages = join(import.meta.dirname, 'src/pages');
const shellEntry = join(pages, 'shell/workspace-layout.tsx');
const chatEntry = join(pages, 'chat-page.tsx');

/** All that a module needs before it runs. */
function needs(graph: Graph, entry: string): Set<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

type Sets = { shell: Set<string>; chat: Set<string>; others: Set<string>[] };

/** What the shell, the chat and each of the other pages need. */
function readSets(graph: Graph, modules: readonly string[]): Sets {
  const entries = modules.filter((id) => id !== chatEntry && graph.getModuleInfo(id)?.dynamicImporters.length);
  return {
    shell: needs(graph, shellEntry),
    chat: needs(graph, chatEntry),
    others: entries.map((id) => needs(graph, id)),
  };
}

const isForms = /node_modules\/(?:zod|react-hook-form|@hookform)\/|packages\/contract\/src\//;
const isFloating = /node_modules\/(?:@base-ui|@floating-ui|tabbable)\//;

/**
 * A page in few requests: the start (all that the sign-in page needs), the shell around every other page, the chat. What the chat shares
 * with other pages is part of the shell, or they would load the chat too. Of the rest, what floats and what forms need are one file each.
 */
export function chunkGroups(): Rolldown.CodeSplittingGroup[] {
  const seen: string[] = [];
  let sets: Sets | undefined;
  const nameOf = (id: string, graph: Graph): string | null => {
    sets ??= readSets(graph, seen);
    const { shell, chat, others } = sets;
    if (shell.has(id)) return 'shell';
    if (chat.has(id)) return others.some((needed) => needed.has(id)) ? 'shell' : 'chat';
    if (isFloating.test(id)) return 'floating';
    return isForms.test(id) ? 'forms' : null;
  };
  const group = (name: string, priority: number): Rolldown.CodeSplittingGroup => ({
    name: (id, graph) => (nameOf(id, graph) === name ? name : null),
    debugName: name,
    // every test is done before the first name is asked for
    test: (id) => seen.push(id) > 0,
    priority,
  });
  return [
    // `$initial`: what the entry needs. A group takes what its modules need, so the first one to be loaded chooses first
    { name: 'start', tags: ['$initial'], priority: 5 },
    ...['shell', 'chat', 'floating', 'forms'].map((name, index) => group(name, 4 - index)),
  ];
}
