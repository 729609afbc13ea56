import { existsSync } from 'node:fs';
import { type Lane, laneConcurrency } from '@millrace/contract/jobs/define-job';
import { parseEnvOrExit, sharedEnv, whole } from '@millrace/features/settings-from-env';
import type { z } from 'zod';

const lane = (name: Lane) => whole(1, 10_000).default(laneConcurrency[name]);

/** What the queue process reads from its environment. LANE_*: runs of that lane at once in this process. */
export const workerEnv = sharedEnv.extend({
  LANE_CHAT: lane('chat'),
  LANE_LLM: lane('llm'),
  LANE_DEFAULT: lane('default'),
  LANE_NOTIFICATIONS: lane('notifications'),
  LANE_CRAWL: lane('crawl'),
  LANE_ATTACHMENTS: lane('attachments'),
});
export type WorkerEnv = z.output<typeof workerEnv>;

/** Runs at once by lane, as the settings say. */
export function lanesOf(env: WorkerEnv): Record<Lane, number> {
  return {
    chat: env.LANE_CHAT,
    llm: env.LANE_LLM,
    default: env.LANE_DEFAULT,
    notifications: env.LANE_NOTIFICATIONS,
    crawl: env.LANE_CRAWL,
    attachments: env.LANE_ATTACHMENTS,
  };
}

/** Reads `.env` (where there is one; what is set already wins) and the environment. Prints every fault together and exits. */
export function readWorkerEnv(): WorkerEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseEnvOrExit(workerEnv, process.env);
}
