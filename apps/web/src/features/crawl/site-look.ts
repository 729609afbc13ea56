import { isWanted, matchesPattern, pathOf } from '@millrace/contract/crawl/url-patterns';

export type FoundLink = {
  url: string;
  depth: number;
  blockedByRobots: boolean;
  title: string | null;
  lang: string | null;
};
/** `language`: ISO 639; none: all. */
export type Narrowing = { include: string[]; exclude: string[]; maxDepth: number; language: string | undefined };

/** One pattern per line: blank lines and duplicates are dropped, a missing leading slash is added. */
export const patternsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => (/^[/*]/.test(line) ? line : `/${line}`)),
  ),
];

/** How many of the URLs match each pattern, in the order of the patterns. */
export const countMatches = (patterns: readonly string[], links: readonly FoundLink[]): [string, number][] =>
  patterns.map((pattern) => [pattern, links.filter(({ url }) => matchesPattern(pattern, pathOf(url))).length]);

/** A page that does not declare its language, or was not fetched, may be in any. */
const isIn = (language: string | undefined, lang: string | null): boolean =>
  language === undefined || lang === null || lang.toLowerCase().split(/[-_]/)[0] === language;

/** Whether robots.txt allows a link and it matches the patterns, the depth and the language. */
export const fits = (link: FoundLink, { include, exclude, maxDepth, language }: Narrowing): boolean =>
  !link.blockedByRobots &&
  link.depth <= maxDepth &&
  isIn(language, link.lang) &&
  isWanted(pathOf(link.url), { include, exclude });
