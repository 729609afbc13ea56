import { matchesPattern } from '@millrace/contract/crawl/url-patterns';
import { oneSpelling } from './address-key.ts';

/** What a robots.txt says to one robot, as Google's parser reads it. */
export type Robots = {
  /** `path` with its query, as in the request. The longest matching rule decides, Allow where two are equally long. */
  allows(path: string): boolean;
  crawlDelayMs: number | undefined;
  sitemaps: string[];
};

type Rule = { allow: boolean; pattern: string };
type Group = { agents: string[]; rules: Rule[]; crawlDelayMs: number | undefined };

/** Google reads no more than this; what follows is as if it were not there. */
export const maxRobotsBytes = 512_000;
const maxRules = 20_000;

export const allowAll: Robots = { allows: () => true, crawlDelayMs: undefined, sitemaps: [] };

/** `token` is our name in `User-agent` lines. The groups of that name count together; without one those of `*` do. */
export function parseRobots(text: string, token: string): Robots {
  const { groups, sitemaps } = readGroups(text);
  const named = groups.filter(({ agents }) => agents.includes(token.toLowerCase()));
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'));
  const rules = ours.flatMap((group) => group.rules);
  const crawlDelayMs = ours.find((group) => group.crawlDelayMs !== undefined)?.crawlDelayMs;
  return { allows: (path) => allowedBy(rules, escaped(path)), crawlDelayMs, sitemaps };
}

function readGroups(text: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let open: Group | undefined;
  let agentsGoOn = false;
  let rules = 0;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const { key, value } = readLine(line);
    if (key === 'sitemap') sitemaps.push(value);
    else if (key === 'user-agent') {
      // several of these lines in a row open one group
      if (!open || !agentsGoOn) {
        open = { agents: [], rules: [], crawlDelayMs: undefined };
        groups.push(open);
      }
      open.agents.push(agentOf(value));
      agentsGoOn = true;
    } else if (key === 'allow' || key === 'disallow') {
      agentsGoOn = false;
      // a rule without a path is none
      if (open && value !== '' && rules++ < maxRules)
        open.rules.push({ allow: key === 'allow', pattern: escaped(value) });
    } else if (key === 'crawl-delay') {
      agentsGoOn = false;
      const seconds = Number(value);
      if (open && value !== '' && seconds >= 0 && Number.isFinite(seconds)) open.crawlDelayMs = seconds * 1_000;
    }
  }
  return { groups, sitemaps };
}

/** Known misspellings are taken for what they mean. */
const spellings: Record<string, string> = {
  useragent: 'user-agent',
  'user agent': 'user-agent',
  dissallow: 'disallow',
  dissalow: 'disallow',
  disalow: 'disallow',
  diasllow: 'disallow',
  disallaw: 'disallow',
  crawldelay: 'crawl-delay',
  'site-map': 'sitemap',
};

function readLine(line: string): { key: string; value: string } {
  const bare = line.split('#', 1)[0] ?? '';
  const colon = bare.indexOf(':');
  // the colon may be forgotten
  const [before, after] =
    colon >= 0
      ? [bare.slice(0, colon), bare.slice(colon + 1)]
      : (/^\s*(\S+)\s+(\S+)\s*$/.exec(bare)?.slice(1) ?? ['', '']);
  const key = (before ?? '').trim().toLowerCase();
  return { key: spellings[key] ?? key, value: (after ?? '').trim() };
}

/** `Millrace/1.0` and `Millrace` name the same robot. */
const agentOf = (value: string): string =>
  value.startsWith('*') ? '*' : (/^[a-z_-]+/i.exec(value)?.[0] ?? '').toLowerCase();

/** Paths and patterns in one spelling: what is not ASCII as escaped UTF-8, what needs no escape without one, escapes in capitals. */
const escaped = (path: string): string =>
  oneSpelling(path.replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.toWellFormed())));

function allowedBy(rules: Rule[], path: string): boolean {
  let best: Rule | undefined;
  for (const rule of rules) {
    const { length } = rule.pattern;
    if (best && (length < best.pattern.length || (length === best.pattern.length && best.allow))) continue;
    if (matchesPattern(rule.pattern, path)) best = rule;
  }
  return best?.allow ?? true;
}
