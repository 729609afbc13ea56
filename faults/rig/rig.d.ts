import { type Client } from '@millrace/client/create-client';
import type { Database } from '@millrace/db/database';
import type { PostgresServer } from '@millrace/db/test/start-postgres';
import { type TestRedis } from '@millrace/features/test/test-redis';
import { type ScriptedServer } from '@millrace/llm/scripted-server';
import { Redis } from 'ioredis';
import { type Process } from './app-process.ts';
import { type TcpLine } from './tcp-line.ts';
import { until } from './until.ts';

export type { Process };
export { until };
/** A workspace with the key of an internal tool. */
export type Tenant = {
  client: Client;
  apiKey: string;
  workspaceId: string;
};
/** What a test works with; `client` goes to the first server. */
export type Rig = Tenant & {
  db: Database;
  redis: Redis;
  model: ScriptedServer;
  redisUrl: string;
  redisServer: TestRedis;
  /** The product's way to Redis, with `lines`. */
  redisLine: TcpLine;
  /** The server of its own that the rig's database is on, with `ownPostgres`. */
  postgres: PostgresServer;
  /** The running servers and their addresses. */
  servers: Process[];
  urls: string[];
  /** `port`: where one stood that has been killed. */
  startServer(env?: Record<string, string>, port?: number): Promise<Process>;
  startWorker(env?: Record<string, string>): Promise<Process>;
  /** Another workspace, as another company has it. */
  newTenant(): Promise<Tenant>;
  /** Kills all workers and, but for the first one, the servers; returns a rig with a fresh workspace on what remains. */
  renew(): Promise<Rig>;
  [Symbol.asyncDispose](): Promise<void>;
};
export type RigOptions = {
  /** The name that the model endpoint has by default. */
  model?: string;
  /** The product reaches Redis by a line that a test can break. */
  lines?: boolean;
  /** A PostgreSQL server that a test may stop, or the folder for its files. */
  ownPostgres?: boolean | string;
  redisArgs?: string[];
  env?: Record<string, string>;
};
/** The product in full mode: a real PostgreSQL, a Redis with AOF, the scripted model, and server and worker as processes of their own. */
export declare function openRig(options?: RigOptions): Promise<Rig>;
export declare const rigPerson: {
  name: string;
  email: string;
  password: string;
};
