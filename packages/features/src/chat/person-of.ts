import type { PersonView } from '@millrace/contract/chat/chat';

/** The person of a row that was joined with `users`; null where there is none. */
export const personOf = ({ authorId, authorName }: { authorId: string | null; authorName: string | null }) =>
  authorId === null || authorName === null ? null : ({ id: authorId, name: authorName } satisfies PersonView);
