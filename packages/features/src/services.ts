import type { Bus } from '@millrace/bus/port';
import type { Database } from '@millrace/db/database';
import type { Endpoint, Llm } from '@millrace/llm/port';
import type { Queue } from '@millrace/queue/port';
import type { Storage } from '@millrace/storage/port';
import type { Health } from './system/health.ts';

/** Structured logging; pino fits. The object comes first, secrets never. */
export interface Log {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
  child(bindings: object): Log;
}

export type Settings = {
  /** 32 bytes or more; keys for stored secrets are derived from it. */
  secret: string;
  openRegistration: boolean;
  maxUploadBytes: number;
  /** Cookies carry `Secure` and the `__Host-` prefix. */
  secureCookies: boolean;
  /** The model endpoint of the environment; settings in the database take its place. */
  model: Endpoint | undefined;
  extraction: { memoryMb: number; timeoutMs: number };
};

/** Everything a feature may touch, built once in each main and passed down. */
export type Services = {
  db: Database;
  queue: Queue;
  bus: Bus;
  llm: Llm;
  storage: Storage;
  health: Health;
  clock: () => Date;
  log: Log;
  settings: Settings;
};
