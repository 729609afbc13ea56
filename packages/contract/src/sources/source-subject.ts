/** What the feed and runs call a source. */
export const sourceSubject = 'source';
