import type { Trx } from '@millrace/db/database';
import type { Services } from '../../services.ts';
import type { PlacedAnswer } from '../answers/fold-answers.ts';
import type { Answerer, SchemeVersion } from '../providers/answerer.ts';
import type { Subject } from '../subjects/subject.ts';
import { sha256 } from './answer-cache.queries.ts';
import type { ClaimedItem, Outcome } from './claims.queries.ts';

/** What the work on the items of a classification needs. */
export type Answering = {
  services: Services;
  workspaceId: string;
  classificationId: string;
  /** In whose name this worker claims items. */
  claimant: string;
  concurrency: number;
  schemes: ReadonlyMap<string, SchemeVersion>;
  answerer: Answerer;
  signal: AbortSignal;
  /** A transaction that commits only while the run goes on. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Called after each stored batch. */
  onStored(): void;
};

/** An item that can be asked about, and under which key its answer is kept. */
export type Ready = { item: ClaimedItem; scheme: SchemeVersion; subject: Subject; key: Buffer };
/** How an item has ended, and what the cache keeps of it. */
export type Ended = { outcome: Outcome; kept: { key: string; answer: PlacedAnswer } | undefined };
/** Resolves when it is stored. */
export type Store = (ended: Ended) => Promise<void>;

/** The outcome of an item that nobody was asked about. */
export const blankOutcome = (
  { provider, endpointId, model }: Pick<Answerer, 'endpointId' | 'model'> & { provider: string },
  id: string,
): Outcome => ({
  id,
  status: 'failed',
  fieldValues: null,
  confidence: null,
  justification: null,
  evidence: null,
  raw: null,
  errorCode: null,
  errorMessage: null,
  ...{ provider, endpointId, model },
  inputTokens: 0,
  outputTokens: 0,
  cost: null,
  latencyMs: null,
  cached: false,
});

/** What of an outcome the answer says. */
export const answeredWith = ({ values, confidence, justification, evidence }: PlacedAnswer) =>
  ({ status: 'done', fieldValues: values, confidence, justification, evidence }) as const;

/** Which text was read. */
export const readFrom = (subject: Pick<Subject, 'version' | 'text'>) => ({
  subjectVersion: subject.version,
  textHash: sha256(subject.text).toString('hex'),
});
