import { AppError } from '@millrace/contract/app-error';

/** What is counted, and how it is refused to one person and to all of a workspace. Whatever is refused has had no effect. */
export type Cost = 'requests' | 'searches' | 'uploads';

const soon = { retryAfterMs: 2_000 };
const later = { retryAfterMs: 5_000 };

export const refusalOfPerson: Record<Cost, () => AppError> = {
  requests: () =>
    new AppError(
      'limited',
      'budgets.requests',
      'You have too many requests running at once. This one was not carried out. Try again in a few seconds.',
      soon,
    ),
  searches: () =>
    new AppError(
      'limited',
      'budgets.searches',
      'You have too many searches running at once. This one was not carried out. Try again in a few seconds.',
      soon,
    ),
  uploads: () =>
    new AppError(
      'limited',
      'budgets.uploads',
      'You have too many uploads running at once. This one has not begun. Try again when another one has ended.',
      later,
    ),
};

export const refusalOfWorkspace: Record<Cost, () => AppError> = {
  requests: () =>
    new AppError(
      'limited',
      'budgets.workspace-requests',
      'This workspace has too many requests running at once. This one was not carried out. Try again in a few seconds.',
      soon,
    ),
  searches: () =>
    new AppError(
      'limited',
      'budgets.workspace-searches',
      'This workspace has too many searches running at once. This one was not carried out. Try again in a few seconds.',
      soon,
    ),
  uploads: () =>
    new AppError(
      'limited',
      'budgets.workspace-uploads',
      'This workspace has too many uploads running at once. This one has not begun. Try again when another one has ended.',
      later,
    ),
};

export const tooManyStreams = () =>
  new AppError(
    'limited',
    'budgets.subscriptions',
    'Too many live updates and downloads are open. This one was not opened. Close some, for example in other windows.',
    later,
  );

export const tooManyOnSocket = (limit: number) =>
  new AppError(
    'limited',
    'budgets.socket-subscriptions',
    'This connection already has {limit, plural, one {one subscription} other {# subscriptions}}. Close some before you open more.',
    { ...later, values: { limit } },
  );

export const tooManySockets = () =>
  new AppError(
    'limited',
    'budgets.sockets',
    'Too many connections are open. This one was closed. Try again in a few seconds.',
    later,
  );

export const crowdedEntrance = () =>
  new AppError(
    'limited',
    'budgets.address',
    'Too many requests come from your network. This one was not carried out. Try again in a few seconds.',
    soon,
  );

/** Nobody reads it: whoever waited has left. */
export const hasLeft = () => new AppError('cancelled', 'budgets.left', 'The request was cancelled before it began.');
