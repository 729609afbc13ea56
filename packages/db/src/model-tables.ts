import type { Generated } from 'kysely';
import type { DefaultTime, Nullable, NullableTime } from './column-types.ts';

export interface ModelTables {
  modelEndpoints: {
    id: Generated<string>;
    workspaceId: string;
    name: string;
    position: number;
    baseUrl: string;
    /** The first is the one that is asked. */
    models: string[];
    /** '' for a server that needs none. */
    sealedKey: Generated<string>;
    /** Headers by their names; '' for none. */
    sealedHeaders: Generated<string>;
    /** Null: by the address. */
    firstByteMs: Nullable<number>;
    /** `private`: the owner of the instance has vouched for the address. */
    reach: 'public' | 'private';
    enabled: Generated<boolean>;
    /** For all workspaces that have none of their own. */
    shared: Generated<boolean>;
    dailyTokens: Nullable<number>;
    /** In US dollars for a million tokens. */
    inputPrice: Nullable<number>;
    outputPrice: Nullable<number>;
    createdAt: DefaultTime;
    updatedAt: DefaultTime;
  };
  /** Cells that hold what was sealed before seals were bound to their cells; `digest`: the SHA-256 of that. */
  unboundSeals: { tableName: string; columnName: string; rowId: string; digest: Buffer };
  /** What endpoints were asked, a row a request. */
  modelRequests: {
    id: Generated<string>;
    workspaceId: string;
    /** Null: that of the environment. */
    endpointId: Nullable<string>;
    endpointName: string;
    model: string;
    purpose: 'answer' | 'title' | 'classification';
    runId: Nullable<string>;
    status: Generated<'running' | 'complete' | 'stopped' | 'failed' | 'interrupted'>;
    /** Why it failed. */
    reason: Nullable<string>;
    /** UTF-16 units of the prompt; null: not recorded. */
    promptChars: Nullable<number>;
    inputTokens: number;
    outputTokens: Generated<number>;
    /** True: counted by us, since the server has not said. */
    estimated: Generated<boolean>;
    /** What it cost then. */
    inputPrice: Nullable<number>;
    outputPrice: Nullable<number>;
    startedAt: DefaultTime;
    finishedAt: NullableTime;
  };
}
