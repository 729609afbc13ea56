/** Calls that may travel as one request. More than a page makes in one turn; a batch must not multiply what one request may cost. */
export const maxBatchCalls = 50;
