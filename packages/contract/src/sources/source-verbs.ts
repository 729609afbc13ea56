import type { SourceStatus } from './sources.ts';

/** What can be done with a source, one or many at once. */
export const sourceVerbs = ['sync', 'pause', 'resume', 'cancel', 'retry', 'enable', 'disable', 'delete'] as const;
export type SourceVerb = (typeof sourceVerbs)[number];

type Subject = { kind: string; status: SourceStatus; enabled: boolean };

/** Sources that come page by page from the web. */
export const isCrawled = ({ kind }: { kind: string }): boolean => kind === 'site' || kind === 'urls';
/** Something is being done on it, or soon will be. */
export const isActive = ({ status }: { status: SourceStatus }): boolean =>
  status === 'queued' || status === 'processing';

const onlyCrawled = 'Only websites and lists of addresses can do that.';

/**
 * Why a source as it stands cannot take a verb, in words; undefined: it can. The one rule for what is offered and for what is done.
 */
export function refusalOf(verb: SourceVerb, source: Subject): string | undefined {
  const working = isActive(source);
  switch (verb) {
    case 'sync':
      if (!isCrawled(source)) return onlyCrawled;
      if (source.status === 'paused') return 'This source is paused. Resume it, or cancel it first.';
      return working ? 'This source is being worked on. Wait until that has ended, or cancel it first.' : undefined;
    case 'pause':
      return working ? undefined : 'Nothing is being done on this source that could be paused.';
    case 'resume':
      return source.status === 'paused' ? undefined : 'This source is not paused.';
    case 'cancel':
      return working || source.status === 'paused'
        ? undefined
        : 'Nothing is being done on this source that could be cancelled.';
    case 'retry':
      if (source.status === 'paused') return 'This source is paused. Resume it to go on.';
      if (working) return 'This source is being worked on. Wait until that has ended, or cancel it first.';
      return source.status === 'ready' ? 'This source is complete; there is nothing to try again.' : undefined;
    case 'enable':
      return source.enabled ? 'This source is enabled already.' : undefined;
    case 'disable':
      return source.enabled ? undefined : 'This source is disabled already.';
    case 'delete':
      return undefined;
  }
}

export const may = (verb: SourceVerb, source: Subject): boolean => refusalOf(verb, source) === undefined;
