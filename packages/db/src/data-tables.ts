import type { ClassificationStatus, Provider, Scope } from '@millrace/contract/classification/classification';
import type { Evidence } from '@millrace/contract/classification/results';
import type { Values } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';
import type { Generated } from 'kysely';
import type { DefaultTime, Json, Nullable, NullableJson, NullableTime, Time } from './column-types.ts';

/** What people want to know of texts. */
export interface DataTables {
  schemes: {
    id: Generated<string>;
    workspaceId: string;
    /** The newest version. */
    version: Generated<number>;
    createdAt: Time;
    changedAt: Time;
    deletedAt: NullableTime;
  };
  /** Never changed: results refer to them. */
  schemeVersions: {
    schemeId: string;
    version: number;
    name: string;
    description: string;
    instructions: string;
    fields: Json<Field[]>;
    createdBy: Nullable<string>;
    createdAt: Time;
  };
  classifications: {
    id: Generated<string>;
    workspaceId: string;
    runId: Nullable<string>;
    name: string;
    status: ClassificationStatus;
    reason: Nullable<string>;
    /** When somebody asked for a pause. */
    pausedAt: NullableTime;
    schemes: Json<{ schemeId: string; version: number }[]>;
    scope: Json<Scope>;
    provider: Json<Provider>;
    concurrency: number;
    createdBy: Nullable<string>;
    createdAt: Time;
    deletedAt: NullableTime;
  };
  /** One text under one scheme; a result once it is `done` or `failed`. */
  classificationItems: {
    id: Generated<string>;
    classificationId: string;
    workspaceId: string;
    position: number;
    schemeId: string;
    schemeVersion: number;
    subjectKind: string;
    subjectId: string;
    subjectVersion: number;
    status: Generated<'queued' | 'asking' | 'done' | 'failed'>;
    failures: Generated<number>;
    notBefore: DefaultTime;
    claimant: Nullable<string>;
    claimedUntil: NullableTime;
    textHash: Nullable<Buffer>;
    fieldValues: NullableJson<Values>;
    confidence: NullableJson<Record<string, number | null>>;
    /** Of the least certain field; null: not measured. */
    leastConfidence: Nullable<number>;
    justification: NullableJson<Record<string, string>>;
    evidence: NullableJson<Record<string, Evidence[]>>;
    /** What the model said, where it could not be used. */
    raw: Nullable<string>;
    errorCode: Nullable<string>;
    errorMessage: Nullable<string>;
    provider: Nullable<string>;
    endpointId: Nullable<string>;
    model: Nullable<string>;
    inputTokens: Generated<number>;
    outputTokens: Generated<number>;
    /** In US dollars; null without a price. */
    cost: Nullable<number>;
    latencyMs: Nullable<number>;
    cached: Generated<boolean>;
    answeredAt: NullableTime;
  };
  /** What people said about a text under a scheme. */
  judgements: {
    workspaceId: string;
    schemeId: string;
    subjectKind: string;
    subjectId: string;
    subjectVersion: number;
    textHash: Buffer;
    /** The fields that were corrected. */
    fieldValues: Json<Values>;
    /** What was given by a provider and found right. */
    acceptedValues: Json<Values>;
    review: 'accepted' | 'rejected' | 'corrected';
    version: number;
    /** From a column of a file. */
    imported: Generated<boolean>;
    judgedBy: Nullable<string>;
    judgedAt: Time;
  };
  answerCache: { workspaceId: string; key: Buffer; answer: Json<unknown>; createdAt: Time };
}
