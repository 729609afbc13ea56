/** The types-only face: what clients know of the API. Nothing here exists at run time. */
export type { AppRouter } from './app-router.ts';
