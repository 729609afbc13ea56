import { recordSubjects } from './records.ts';
import type { SubjectKind } from './subject.ts';

/** Everything that can be classified, one line each. */
const kinds: Record<string, SubjectKind> = { record: recordSubjects };

/** Throws for a kind that this version does not know: rows of a newer one are not its to handle. */
export function subjectKind(kind: string): SubjectKind {
  const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (found === undefined) throw new Error(`unknown kind of subject: ${kind}`);
  return found;
}
