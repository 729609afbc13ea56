/** The events of a run, in order; they can be read again from any position. */
export const runChannel = (runId: string): string => `run:${runId}`;
/** Every worker listens to it: the id of a run that must stop. */
export const cancelChannel = 'cancel';
