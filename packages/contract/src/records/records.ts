import { z } from 'zod';
import type { BoxedSpan, Locator } from './locator.ts';

/** A place of a source is a page or a section; what is longer is better added as a source of its own. */
export const maxRecordLength = 200_000;

export const updateRecordInput = z.object({
  recordId: z.uuid(),
  title: z.string().trim().min(1, 'Enter a title').max(300).optional(),
  text: z
    .string()
    .max(maxRecordLength, `The text can have at most ${maxRecordLength.toLocaleString('en')} characters`)
    .refine((text) => text.trim() !== '', 'Enter some text, or delete this text if it is not needed')
    .optional(),
  /** The version that was edited. When there is a newer one by now, nothing is changed. */
  expectedVersion: z.int().min(1),
});
export const revertRecordInput = z.object({ recordId: z.uuid(), version: z.int().min(1) });
export const diffRecordInput = z.object({ recordId: z.uuid(), from: z.int().min(1), to: z.int().min(1) });

/** What a record said at some time. `edited`: it is not what the source says. */
export type RecordVersionView = {
  version: number;
  current: boolean;
  title: string;
  characters: number;
  edited: boolean;
  /** When it came; null for the first one, which came with the source. */
  changedAt: string | null;
  /** Null: the source itself, or somebody who is gone. */
  changedBy: string | null;
  /** The source has changed where this edit was, and a further reading has put its text in the edit's place. */
  replacedBySource: boolean;
};

/** One stretch of two texts that are compared. `folded`: so many characters that both share, between shared ones that are shown. */
export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string } | { kind: 'folded'; characters: number };
/** `coarse`: the texts differ so much that only their lines, or only their beginnings and ends, were compared. */
export type DiffView = { parts: DiffPart[]; added: number; removed: number; coarse: boolean };
export type RecordDiffView = DiffView & { from: RecordVersionView; to: RecordVersionView };

export const chunkInput = z.object({ chunkId: z.uuid() });
export const setChunkEnabledInput = chunkInput.extend({ enabled: z.boolean() });

/** A passage of a record, as search finds it: `start` and `end` place it in the record's text, in UTF-16 units. */
export type ChunkView = {
  id: string;
  recordId: string;
  sourceId: string;
  heading: string;
  text: string;
  start: number;
  end: number;
  /** False: it is in no search and no answer. */
  enabled: boolean;
  /** False: its vector is still being made; until then it is found by its words. */
  embedded: boolean;
};

export const listRecordsInput = z.object({
  sourceId: z.uuid(),
  /** Only those of this page of the web. */
  itemId: z.uuid().optional(),
  page: z.int().min(1).optional(),
  cursor: z.int().min(0).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const recordInput = z.object({ recordId: z.uuid() });

/** One place of a source (a page, or the whole of a text) with its exact text. `charStart` counts within the source as it was read. */
export type RecordView = {
  id: string;
  sourceId: string;
  position: number;
  title: string;
  text: string;
  page: number | null;
  /** There where the place is no page. */
  place: Locator | null;
  charStart: number;
  charEnd: number;
  spans: BoxedSpan[];
  /** Counts up with every change, by a person or a further reading of the source. */
  version: number;
  /** True: a person has changed it, it is not what the source says. */
  edited: boolean;
  changedAt: string | null;
  /** The name of who changed it; null for the source itself. */
  changedBy: string | null;
  /** The page of the web that it comes from. */
  itemId: string | null;
};
