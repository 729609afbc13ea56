import { z } from 'zod';
import { endpointAddress, endpointHeaders, firstByteMs } from './endpoint-address.ts';

const modelName = z.string().trim().min(1, 'Enter the name of the model').max(200);
/** In US dollars for a million tokens, as providers list it. */
export const tokenPrice = z.number('Enter a price such as 0.25').min(0).max(10_000, 'A price can be at most 10,000');

export const listEndpointsInput = z.object({ workspaceId: z.uuid() });
export const endpointInput = z.object({ workspaceId: z.uuid(), endpointId: z.uuid() });
export const setEndpointEnabledInput = endpointInput.extend({ enabled: z.boolean() });
/** All of the workspace's own endpoints, the first to be asked first. */
export const reorderEndpointsInput = z.object({ workspaceId: z.uuid(), endpointIds: z.array(z.uuid()).max(100) });

/** Any server that speaks OpenAI's wire protocol. An empty key is allowed (local servers need none). */
export const saveEndpointInput = z.object({
  workspaceId: z.uuid(),
  /** Left out: a new one. */
  endpointId: z.uuid().optional(),
  name: z.string().trim().min(1, 'Enter a name').max(60),
  baseUrl: endpointAddress,
  /** The first is asked unless a conversation chooses another. */
  models: z.array(modelName).min(1, 'Enter at least one model').max(20, 'Enter at most 20 models'),
  /** Write-only. Left out: the stored key stays. */
  apiKey: z.string().max(500).optional(),
  /** Values are write-only. Left out: the stored ones stay. */
  headers: endpointHeaders.optional(),
  /** Null: ten minutes in private networks and on the server's own machine, a minute elsewhere. */
  firstByteMs: firstByteMs.nullable().default(null),
  /** Left out: as it was; a new one is on. */
  enabled: z.boolean().optional(),
  /** For all workspaces that have none of their own; the owner of the instance alone may share. */
  shared: z.boolean().default(false),
  /** Tokens a day (UTC), in and out together; null: no limit. */
  dailyTokens: z.int('Enter a whole number').min(1).max(1_000_000_000_000).nullable().default(null),
  price: z.object({ input: tokenPrice, output: tokenPrice }).nullable().default(null),
});

/** A connection that is tried before it is saved, or as it is saved. */
export const testEndpointInput = saveEndpointInput
  .pick({ workspaceId: true, endpointId: true, baseUrl: true, apiKey: true, headers: true, firstByteMs: true })
  .extend({ model: modelName });
/** A server that is asked which models it has. */
export const listOfferedInput = testEndpointInput.omit({ model: true, firstByteMs: true });

/** `endpointId` null: the endpoint of the environment. */
export const modelReference = z.object({ endpointId: z.uuid().nullable(), model: modelName });
export type ModelReference = z.infer<typeof modelReference>;

export type Price = { input: number; output: number };

/** `shared`: of another workspace, for all; `environment`: set by whoever runs the processes. `keyHint` is the end of the key, never the key. */
export type EndpointView = {
  /** Null: that of the environment. */
  id: string | null;
  origin: 'workspace' | 'shared' | 'environment';
  name: string;
  baseUrl: string;
  models: string[];
  hasKey: boolean;
  keyHint: string | null;
  /** The names of the headers that are sent with every request; their values are shown to nobody. */
  headerNames: string[];
  firstByteMs: number | null;
  enabled: boolean;
  shared: boolean;
  dailyTokens: number | null;
  price: Price | null;
  /** What keeps it from being used, in words; null when nothing does. */
  problem: string | null;
};

/** What answers and what is only for this installation as a whole. */
export type ModelsView = {
  /** Those of the workspace, in their order; where none of them is enabled, followed by those that take their place. */
  endpoints: EndpointView[];
  /** True: nothing is connected, and answers quote the sources. */
  quotesOnly: boolean;
  embedder: string;
  transcriber: string | null;
  /** True: there is a proxy in the environment of the server that requests to models do not use. */
  ignoresProxy: boolean;
};

/** The models that a server lists, in alphabetical order, or why there is no list. */
export type OfferedModels = { ok: true; models: string[] } | { ok: false; message: string };

export type ModelTestView = { ok: true; latencyMs: number; sample: string } | { ok: false; message: string };

/** `cost` in US dollars, of the requests whose endpoint had a price; null when none had. `estimated`: some were counted by us. */
export type UsageSum = {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
  estimated: boolean;
};
/** What a workspace has used of an endpoint; `id` null: of that of the environment. `left`: of the day's limit, by all who share it. */
export type EndpointUsageView = { id: string | null; name: string; today: UsageSum; month: UsageSum };

/** A request that another endpoint had to answer, and why. */
export const missedModel = z.object({ endpoint: z.string(), model: z.string(), why: z.string() });
export type MissedModel = z.infer<typeof missedModel>;
/** Which endpoint answered, and which were to answer before it. */
export type AnsweredBy = { endpoint: string; missed: MissedModel[] };
