import type { z } from 'zod';
import { whole } from '../env-values.ts';

const env = {
  REQUESTS_PER_PERSON: whole(1, 10_000).default(20),
  SEARCHES_PER_PERSON: whole(1, 10_000).default(2),
  UPLOADS_PER_PERSON: whole(1, 10_000).default(8),
  SUBSCRIPTIONS_PER_SOCKET: whole(1, 100_000).default(500),
};

export type BudgetsSettings = {
  /** How much of one person runs at once in one process. A workspace has three times as much, whoever asks. */
  budgets: { requests: number; searches: number; uploads: number; subscriptionsPerSocket: number };
};

export const budgetsSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): BudgetsSettings => ({
    budgets: {
      requests: given.REQUESTS_PER_PERSON,
      searches: given.SEARCHES_PER_PERSON,
      uploads: given.UPLOADS_PER_PERSON,
      subscriptionsPerSocket: given.SUBSCRIPTIONS_PER_SOCKET,
    },
  }),
};
