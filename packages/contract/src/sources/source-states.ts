/** `ready`, `partial` (complete with errors), `failed` and `cancelled` are final; `paused` goes on when somebody says so. */
export const sourceStatuses = ['queued', 'processing', 'ready', 'partial', 'failed', 'cancelled', 'paused'] as const;
export type SourceStatus = (typeof sourceStatuses)[number];

/** As people see it: what is complete and left out for a while is `disabled`, whatever else it is. */
export const sourceStates = [...sourceStatuses, 'disabled'] as const;
export type SourceState = (typeof sourceStates)[number];

export const sourceSorts = ['newest', 'oldest', 'title', 'updated', 'retrieved'] as const;
