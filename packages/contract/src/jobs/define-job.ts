import type { z } from 'zod';
import type { Role } from '../session/session.ts';
import type { Wording } from '../wording.ts';

/** Each lane is a queue of its own with its own concurrency, so that slow batch work never delays a person who waits. */
export const lanes = ['chat', 'llm', 'default', 'notifications', 'crawl', 'attachments'] as const;
export type Lane = (typeof lanes)[number];

/**
 * Concurrent runs in one worker process. `chat` mostly waits for a model's tokens, hence 500. What reads and stores is `default`: behind a
 * crowd of it the first word of an answer took 1.9 to 2.1 times as long as at rest with four of them on two cores, 1.7 times with three.
 */
export const laneConcurrency: Record<Lane, number> = {
  chat: 500,
  llm: 6,
  default: 3,
  notifications: 2,
  crawl: 8,
  attachments: 2,
};

/**
 * Retry as data. Wait before attempt n+1: `min(cap, base × factor^(n-1))`, of which the share `jitter` (0…1) is random.
 * `attempts` counts the first one. Times in milliseconds.
 */
export type RetryPolicy = { attempts: number; baseMs: number; factor: number; capMs: number; jitter: number };

/** The presets of the systems that Millrace unites (R002-38, R002-49, R004-30). */
export const retryPolicies = {
  never: { attempts: 1, baseMs: 0, factor: 1, capMs: 0, jitter: 0 },
  standard: { attempts: 5, baseMs: 1_000, factor: 2, capMs: 60_000, jitter: 0.5 },
  classification: { attempts: 4, baseMs: 60_000, factor: 2, capMs: 600_000, jitter: 0.5 },
  email: { attempts: 6, baseMs: 60_000, factor: 2, capMs: 600_000, jitter: 0.5 },
  comparison: { attempts: 4, baseMs: 30_000, factor: 2, capMs: 120_000, jitter: 0.5 },
  answer: { attempts: 4, baseMs: 500, factor: 2, capMs: 20_000, jitter: 0.5 },
} as const satisfies Record<string, RetryPolicy>;

/** How many units are in one state. `good` is finished, `busy` in progress; `none` waits and is not drawn. */
export type ProgressPart = { name: string; tone: 'good' | 'busy' | 'quiet' | 'bad' | 'none'; count: number };
/**
 * What any page can show of any job. `total` only when it is known; `parts` in the order in which a unit passes through them; `current`:
 * the unit in progress.
 */
export type ProgressView = {
  /** In English. */
  text: string;
  /** The same for the reader's language; without it `text` is not translated. */
  wording?: Wording;
  done?: number;
  total?: number;
  unit?: string;
  phase?: string;
  parts?: ProgressPart[];
  current?: string;
};

/** The share of the whole bar that each phase of a job takes, from 0 to 1; a phase that is not named takes all of it. */
export type PhaseShares = Record<string, { from: number; to: number }>;

/** `instance`: its runs belong to no workspace, and only the owner of the instance sees them. */
export type JobScope = 'workspace' | 'instance';

export type JobDefinition<
  Name extends string = string,
  Payload extends z.ZodType = z.ZodType,
  Progress extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
  State = z.output<Progress>,
  Scope extends JobScope = JobScope,
> = {
  /** `feature.verb-noun`. Never renamed, because rows contain it. */
  name: Name;
  /** The title of a run that has no subject. */
  title: string;
  lane: Lane;
  scope: Scope;
  payload: Payload;
  progress: Progress;
  result: Result;
  retry: RetryPolicy;
  /** At the soft limit the handler's signal aborts; at the hard one the run fails whatever the handler does. */
  softLimitMs: number;
  hardLimitMs: number;
  /**
   * What happens to a run whose worker died. `retry`: it starts again and finished steps are skipped.
   * `interrupt`: it ends as *interrupted* once it has any output (`hasOutput(state)`), because running a model again would cost twice.
   */
  onLost: 'retry' | 'interrupt';
  /** The weakest role that may cancel it or start it again. */
  role: Role;
  /** State of a run that has not progressed yet. */
  initial: State;
  /**
   * Folds one progress event into the state. The state is stored in the row and starts every snapshot; pages fold with the same function.
   */
  fold: (state: State, progress: z.output<Progress>) => State;
  /** Joins two progress events that were not sent yet into one that has the effect of both. */
  merge: (earlier: z.output<Progress>, later: z.output<Progress>) => z.output<Progress>;
  hasOutput: (state: State) => boolean;
  describe: (state: State) => ProgressView;
  /** The measured share of each phase in the total time. */
  phases: PhaseShares;
  /** False: its runs are shown where they were started, but not in the tray of every page. */
  tray: boolean;
  /**
   * False: its progress, such as a stream of words, is only for watchers of the run itself; lists are informed only of its start and its
   * end.
   */
  feedsProgress: boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: the registry holds definitions of every shape, and State appears in both directions
type AnySchema = z.ZodType<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyJob = JobDefinition<string, AnySchema, AnySchema, AnySchema, any, any>;
export type PayloadOf<J extends AnyJob> = z.output<J['payload']>;
export type ProgressOf<J extends AnyJob> = z.output<J['progress']>;
export type ResultOf<J extends AnyJob> = z.output<J['result']>;
export type StateOf<J extends AnyJob> =
  J extends JobDefinition<string, z.ZodType, z.ZodType, z.ZodType, infer S, JobScope> ? S : never;
/** The workspace of a job's runs: null for a job of the instance. */
export type WorkspaceOf<J extends AnyJob> = J['scope'] extends 'instance' ? null : string;

const defaults = {
  retry: retryPolicies.standard,
  softLimitMs: 240_000,
  hardLimitMs: 300_000,
  onLost: 'retry',
  role: 'analyst',
  merge: <P>(_earlier: P, later: P) => later,
  hasOutput: () => false,
  phases: {},
  tray: true,
  feedsProgress: true,
} as const;

type Optional = keyof typeof defaults | 'title' | 'scope' | 'fold';

/**
 * Defines a job. By default it belongs to a workspace, the latest progress wins, it has five attempts, a 240 s soft and a 300 s hard limit,
 * a run whose worker died starts again, and it shows in the tray.
 */
export function defineJob<
  Name extends string,
  Payload extends z.ZodType,
  Progress extends z.ZodType,
  Result extends z.ZodType,
  State = z.output<Progress>,
  Scope extends JobScope = 'workspace',
>(
  definition: Omit<JobDefinition<Name, Payload, Progress, Result, State, Scope>, Optional> &
    Partial<Pick<JobDefinition<Name, Payload, Progress, Result, State, Scope>, Optional>>,
): JobDefinition<Name, Payload, Progress, Result, State, Scope> {
  return {
    ...defaults,
    title: definition.name,
    scope: 'workspace' as Scope,
    fold: (_state, progress) => progress as unknown as State,
    ...definition,
  };
}

/** Milliseconds to wait after the failed attempt number `attempt` (1 = the first). `random` in 0…1. */
export function retryDelayMs(policy: RetryPolicy, attempt: number, random: number): number {
  const full = Math.min(policy.capMs, policy.baseMs * policy.factor ** (attempt - 1));
  return Math.round(full * (1 - policy.jitter) + full * policy.jitter * random);
}
