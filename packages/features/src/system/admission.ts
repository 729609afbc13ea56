import { AppError } from '@millrace/contract/app-error';
import type { Services } from '../services.ts';

/** The services for those who answer people: they start no work while Redis is nearly full, so that what was accepted can be done. */
export function withAdmission(services: Services): Services {
  const { queue, health } = services;
  const admit = () => {
    if (health.isFull()) throw full();
  };
  return { ...services, queue: { ...queue, admit } };
}

const full = () =>
  new AppError(
    'unavailable',
    'queue.full',
    'Too much work is waiting, so no more is accepted right now. Accepted work continues. Try again in a few seconds.',
    { retryAfterMs: 5_000 },
  );
