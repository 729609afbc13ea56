import type { Scope } from '@millrace/contract/classification/classification';
import type { Database } from '@millrace/db/database';
import type { RawBuilder } from 'kysely';

/** A stretch of a text that stands on a page; in UTF-16 units, pages from 1. */
export type Place = { start: number; end: number; page: number };

/** A text that is classified. */
export type Subject = { id: string; version: number; title: string; text: string; places: Place[] };

/**
 * A kind of thing that can be classified. Only what lives in the workspace is ever found; each kind says in SQL what that is, since
 * lists of results ask it of ten thousand rows at once.
 */
export type SubjectKind = {
  kind: string;
  /** `select id, version, ord` of what a scope has, `ord` being its order, as a part of a larger query. */
  inScope(workspaceId: string, scope: Scope): RawBuilder<unknown>;
  /** `select id, version, title, text` of all that lives in a workspace, as a part of a larger query. */
  living(workspaceId: string): RawBuilder<unknown>;
  /** What lives of these, in any order. */
  read(db: Database, workspaceId: string, ids: readonly string[]): Promise<Subject[]>;
  /** A text as it was in a version; undefined where that is gone. */
  readVersion(db: Database, workspaceId: string, id: string, version: number): Promise<Subject | undefined>;
};
