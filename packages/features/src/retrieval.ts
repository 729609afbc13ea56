/** The face for benchmarks: the steps from a page or a text to its passages, without the processes around them. */

export { extractSource } from '@millrace/reading/files/extract-source';
export { extractPage } from '@millrace/reading/pages/extract-page';
export { chunkText } from './records/chunk-text.ts';
export { findPassages, searchPassages, vectorText } from './search/find-passages.ts';
export { rememberWords } from './search/remember-words.ts';
export { findByVector } from './search/search.queries.ts';
