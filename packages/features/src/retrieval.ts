/** The face for benchmarks: the steps from a page or a text to its passages, without the processes around them. */
export { extractPage } from './crawl/extract-page.ts';
export { searchPassages, vectorText } from './search/find-passages.ts';
export { rememberWords } from './search/remember-words.ts';
export { findByVector } from './search/search.queries.ts';
export { chunkText } from './sources/chunk-text.ts';
export { extractSource } from './sources/extract/extract-source.ts';
