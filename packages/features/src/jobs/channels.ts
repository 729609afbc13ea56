/** What a run says of itself, in order and to be read again from anywhere. */
export const runChannel = (runId: string): string => `run:${runId}`;
/** Heard by every worker: the id of a run that is to stop. */
export const cancelChannel = 'cancel';
