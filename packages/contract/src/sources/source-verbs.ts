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

const onlyCrawled = 'This action is available only for websites and lists of URLs.';

/**
 * Why a source as it stands cannot take a verb, in words; undefined: it can. The one rule for what is offered and for what is done.
 */
export function refusalOf(verb: SourceVerb, source: Subject): string | undefined {
  const working = isActive(source);
  switch (verb) {
    case 'sync':
      if (!isCrawled(source)) return onlyCrawled;
      if (source.status === 'paused') return 'This source is paused. Resume or cancel it first.';
      return working ? 'This source is being processed. Wait until it has finished, or cancel it first.' : undefined;
    case 'pause':
      return working ? undefined : 'This source is not being processed, so there is nothing to pause.';
    case 'resume':
      return source.status === 'paused' ? undefined : 'This source is not paused.';
    case 'cancel':
      return working || source.status === 'paused'
        ? undefined
        : 'This source is not being processed, so there is nothing to cancel.';
    case 'retry':
      if (source.status === 'paused') return 'This source is paused. Resume it to continue.';
      if (working) return 'This source is being processed. Wait until it has finished, or cancel it first.';
      return source.status === 'ready' ? 'This source is complete, so there is nothing to retry.' : undefined;
    case 'enable':
      return source.enabled ? 'This source is already enabled.' : undefined;
    case 'disable':
      return source.enabled ? undefined : 'This source is already disabled.';
    case 'delete':
      return undefined;
  }
}

export const may = (verb: SourceVerb, source: Subject): boolean => refusalOf(verb, source) === undefined;
