import { isWanted, matchesPattern, pathOf } from '@millrace/contract/url-patterns';

export type FoundLink = { url: string; depth: number; blockedByRobots: boolean };
export type Narrowing = { include: string[]; exclude: string[]; maxDepth: number };

/** One a line, as people write them: blanks and doubles are dropped, a forgotten slash at the beginning is put there. */
export const patternsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => (/^[/*]/.test(line) ? line : `/${line}`)),
  ),
];

/** How many of the addresses each pattern fits, in the order of the patterns. */
export const countMatches = (patterns: readonly string[], links: readonly FoundLink[]): [string, number][] =>
  patterns.map((pattern) => [pattern, links.filter(({ url }) => matchesPattern(pattern, pathOf(url))).length]);

/** Whether a link is among those that patterns and depth leave, and may be read at all. */
export const fits = (link: FoundLink, { include, exclude, maxDepth }: Narrowing): boolean =>
  !link.blockedByRobots && link.depth <= maxDepth && isWanted(pathOf(link.url), { include, exclude });
