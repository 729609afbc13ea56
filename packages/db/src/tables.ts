import type { ErrorView } from '@millrace/contract/app-error';
import type { CrawlOptions, ItemOutcome, ItemStatus } from '@millrace/contract/crawl/crawl';
import type { Lane } from '@millrace/contract/jobs/define-job';
import type { RunStatus, RunSubject } from '@millrace/contract/jobs/job-event';
import type { StoredReadOptions } from '@millrace/contract/reading/read-options';
import type { BoxedSpan, Locator } from '@millrace/contract/records/locator';
import type { SourceStatus, SourceView } from '@millrace/contract/sources/sources';
import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type { ChatTables } from './chat-tables.ts';
import type { DefaultJson, DefaultTime, Json, Nullable, NullableJson, NullableTime } from './column-types.ts';
import type { DataTables } from './data-tables.ts';
import type { FileTables } from './file-tables.ts';
import type { ModelTables } from './model-tables.ts';
import type { PeopleTables } from './people-tables.ts';

export interface Tables extends PeopleTables, FileTables, ModelTables, ChatTables, DataTables {
  runs: {
    id: string;
    /** Null: of the instance itself. */
    workspaceId: Nullable<string>;
    name: string;
    lane: Lane;
    /** Its turn in the lane, lowest first. */
    priority: Generated<number>;
    payload: Json<unknown>;
    subject: NullableJson<RunSubject>;
    status: Generated<RunStatus>;
    attempt: Generated<number>;
    failures: Generated<number>;
    crashes: Generated<number>;
    state: NullableJson<unknown>;
    result: NullableJson<unknown>;
    error: NullableJson<ErrorView>;
    cancelRequestedAt: NullableTime;
    uniqueKey: Nullable<string>;
    worker: Nullable<string>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
    availableAt: DefaultTime;
    startedAt: NullableTime;
    heartbeatAt: NullableTime;
    finishedAt: NullableTime;
  };
  /** Once it is finished, either `output` or `outputKey` says what it brought. */
  runSteps: {
    runId: string;
    name: string;
    output: NullableJson<unknown>;
    /** The sha256 under which the storage has it. */
    outputKey: Nullable<string>;
    /** Since it was begun; none once it is finished. */
    failures: Generated<number>;
    createdAt: DefaultTime;
    finishedAt: NullableTime;
  };
  /** Keys in the storage that perhaps no step names. */
  looseOutputs: { key: string; since: DefaultTime };
  outbox: { runId: string; availableAt: DefaultTime };
  sources: {
    id: Generated<string>;
    workspaceId: string;
    kind: SourceView['kind'];
    title: string;
    fileId: Nullable<string>;
    status: Generated<SourceStatus>;
    reason: Nullable<string>;
    pages: Generated<number>;
    skipped: Generated<number>;
    /** Of a crawl: how many are in its frontier, whatever became of them. */
    addresses: Generated<number>;
    pausedAt: NullableTime;
    /** When the last look at all of its pages began; null: only the first one was. */
    syncedAt: NullableTime;
    /** False: its passages are in no search and no answer until it is true again. */
    enabled: Generated<boolean>;
    tags: Generated<string[]>;
    /** How often a passage of it was given to a model or shown as a hit. */
    retrieved: Generated<number>;
    /** Of a file how it is to be read, where that was said; of what is crawled how. */
    options: NullableJson<StoredReadOptions | CrawlOptions>;
    runId: Nullable<string>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
    updatedAt: DefaultTime;
    deletedAt: NullableTime;
  };
  records: {
    id: Generated<string>;
    workspaceId: string;
    sourceId: string;
    position: number;
    title: string;
    text: string;
    page: Nullable<number>;
    charStart: number;
    charEnd: number;
    spans: DefaultJson<BoxedSpan[]>;
    /** A place that is no page. */
    place: NullableJson<Locator>;
    itemId: Nullable<string>;
    /** ISO 639-1, where it is known. */
    lang: Nullable<string>;
    /** What the record is about or when it was written, as its source says. */
    time: NullableTime;
    version: Generated<number>;
    /** True: its text is a person's and not the source's. */
    edited: Generated<boolean>;
    /** When this version came, and by whom; nobody: the source itself. */
    changedAt: NullableTime;
    changedBy: Nullable<string>;
    deletedAt: NullableTime;
  };
  /** What records said before. */
  recordVersions: {
    recordId: string;
    version: number;
    workspaceId: string;
    title: string;
    text: string;
    spans: DefaultJson<BoxedSpan[]>;
    edited: boolean;
    changedAt: NullableTime;
    changedBy: Nullable<string>;
    /** An edit that a further reading of the source has replaced. */
    replacedBySource: Generated<boolean>;
    replacedAt: DefaultTime;
  };
  chunks: {
    id: Generated<string>;
    workspaceId: string;
    sourceId: string;
    recordId: string;
    position: number;
    title: string;
    heading: Generated<string>;
    text: string;
    page: Nullable<number>;
    charStart: number;
    charEnd: number;
    /** False: this passage is in no search and no answer. */
    enabled: Generated<boolean>;
    words: ColumnType<string, never, never>;
    /** By which version of `search_words` they were made. */
    wordsVersion: Generated<number>;
    /** pgvector's text form, `[0.1,0.2]`. */
    embedding: Nullable<string>;
    /** Made by the database from `embedding`. */
    embeddingBits: ColumnType<string | null, never, never>;
    embeddingModel: Nullable<string>;
  };
  /** Words of a workspace as they are written, kept by triggers of `chunks`. A word may be there twice. */
  searchVocabulary: { workspaceId: string; word: string };
  sourceItems: {
    id: Generated<string>;
    workspaceId: string;
    sourceId: string;
    position: Generated<number>;
    /** As it was linked, and is asked for. */
    url: string;
    /** Addresses with the same key are one page; see `addressKey`. */
    key: string;
    origin: string;
    variantOf: Nullable<string>;
    status: Generated<ItemStatus>;
    code: Nullable<string>;
    reason: Nullable<string>;
    depth: number;
    hops: Generated<number>;
    attempts: Generated<number>;
    deferrals: Generated<number>;
    crashes: Generated<number>;
    notBefore: DefaultTime;
    /** While it is fetched: who does it, and when he is taken for dead. */
    claimedBy: Nullable<string>;
    claimedUntil: NullableTime;
    foundOn: Nullable<string>;
    title: Nullable<string>;
    lang: Nullable<string>;
    canonical: Nullable<string>;
    redirectedTo: Nullable<string>;
    mediaType: Nullable<string>;
    httpStatus: Nullable<number>;
    etag: Nullable<string>;
    lastModified: Nullable<string>;
    contentHash: Nullable<string>;
    outcome: Nullable<ItemOutcome>;
    version: Generated<number>;
    fileId: Nullable<string>;
    pageTime: NullableTime;
    fetchedAt: NullableTime;
    changedAt: NullableTime;
    createdAt: DefaultTime;
    updatedAt: DefaultTime;
  };
  /** What pages said before they changed or went. */
  itemVersions: {
    itemId: string;
    version: number;
    workspaceId: string;
    title: string;
    text: string;
    contentHash: Nullable<string>;
    fetchedAt: NullableTime;
    replacedAt: DefaultTime;
  };
  crawlHosts: {
    origin: string;
    nextAllowedAt: DefaultTime;
    delayMs: Generated<number>;
    robots: Nullable<string>;
    robotsState: Nullable<'read' | 'absent' | 'unreachable'>;
    robotsReadAt: NullableTime;
    robotsFailures: Generated<number>;
    /** When the last request has arrived at the latest: the delay counts from here. */
    arrivedAt: NullableTime;
  };
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
