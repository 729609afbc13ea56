import type { Database } from '@millrace/db/database';
import { sparseCosine, tfIdf } from '../builtin/text-similarity.ts';
import type { Example } from '../prompt.ts';
import type { SchemeVersion } from '../providers/answerer.ts';
import type { Subject } from '../subjects/subject.ts';
import { listJudged } from './judged-texts.queries.ts';

/** Longer examples are cut: they show what is meant, and are paid for with every request. In UTF-16 units. */
const exampleChars = 2_000;

type Opening = { workspaceId: string; schemes: ReadonlyMap<string, SchemeVersion>; count: number };

/** For each text the judged texts that are most like it, never itself and none that says the same. */
export async function openExamples(
  db: Database,
  { workspaceId, schemes, count }: Opening,
): Promise<(scheme: SchemeVersion, subject: Subject) => readonly Example[]> {
  if (count === 0) return () => [];
  const nearest = new Map<string, (subject: Subject) => Example[]>();
  for (const { schemeId, fields } of schemes.values()) {
    const keys = new Set(fields.map(({ key }) => key));
    const judged = (await listJudged(db, workspaceId, schemeId)).map(({ subjectId, text, values }) => ({
      subjectId,
      text: text.slice(0, exampleChars),
      values: Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key))),
    }));
    if (judged.length === 0) continue;
    const vectorOf = tfIdf(judged.map(({ text }) => text));
    const vectors = judged.map(({ text }) => vectorOf(text));
    nearest.set(schemeId, (subject) => {
      const start = subject.text.slice(0, exampleChars);
      const wanted = vectorOf(start);
      return judged
        .map((example, at) => ({ example, likeness: sparseCosine(wanted, vectors[at]!) }))
        .filter(({ example }) => example.subjectId !== subject.id && example.text !== start)
        .toSorted((a, b) => b.likeness - a.likeness || a.example.subjectId.localeCompare(b.example.subjectId))
        .slice(0, count)
        .map(({ example: { text, values } }) => ({ text, values }));
    });
  }
  return (scheme, subject) => nearest.get(scheme.schemeId)?.(subject) ?? [];
}
