import { z } from 'zod';
import type { DiffView } from '../records/records.ts';

export const itemInput = z.object({ itemId: z.uuid() });
export const diffItemInput = z.object({ itemId: z.uuid(), from: z.int().min(1), to: z.int().min(1) });

/** What a page of the web said at some time. Times are ISO strings. */
export type ItemVersionView = {
  version: number;
  /** False for the newest one, too, when the page is gone. */
  current: boolean;
  title: string;
  characters: number;
  /** When it was first seen to say so. */
  fetchedAt: string | null;
  /** When it was seen to say something else, or to be gone. */
  replacedAt: string | null;
};
export type ItemDiffView = DiffView & { from: ItemVersionView; to: ItemVersionView };

/** What the last look at all pages of a source found. */
export type ChangesView = {
  /** True: it was the first one, so that all is new. */
  first: boolean;
  /** When it began. */
  since: string;
  counts: { new: number; same: number; changed: number; removed: number };
  /** Texts where an edit gave way, since the page has changed there; it is kept as this version. */
  replacedEdits: { recordId: string; itemId: string | null; title: string; version: number }[];
};
