/** The face for benchmarks: the steps from a text to its passages, without the processes around them. */
export { searchPassages, vectorText } from './search/find-passages.ts';
export { findByVector } from './search/search.queries.ts';
export { chunkText } from './sources/chunk-text.ts';
