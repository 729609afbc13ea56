import { AppError } from '@millrace/contract/app-error';
import type { Services } from '../../services.ts';
import type { PlacedAnswer } from '../answers/fold-answers.ts';
import { listJudged } from '../judgements/judged-texts.queries.ts';
import type { SchemeVersion } from '../providers/answerer.ts';
import { isBuiltinField } from '../runs/require-provider.ts';
import type { Subject } from '../subjects/subject.ts';
import { subjectKind } from '../subjects/subject-kinds.ts';
import { chooseInThread } from './choose-in-thread.ts';
import type { VectoredText } from './choose-labels.ts';
import { judgedFor, questionOf } from './field-questions.ts';
import { embedTexts, findRecordVectors } from './text-vectors.ts';

/** What is compared of a text, from its beginning; in UTF-16 units. */
const comparedChars = 2_000;
const readAtOnce = 500;

export type SubjectAnswers = Map<string, { subject: Pick<Subject, 'id' | 'version' | 'text'>; answer: PlacedAnswer }>;
type Work = { services: Services; workspaceId: string; signal: AbortSignal };

async function readAll({ services, workspaceId, signal }: Work, ids: readonly string[]): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (let from = 0; from < ids.length; from += readAtOnce) {
    signal.throwIfAborted();
    const some = await subjectKind('record').read(services.db, workspaceId, ids.slice(from, from + readAtOnce));
    const byId = new Map(some.map((subject) => [subject.id, subject]));
    subjects.push(...ids.slice(from, from + readAtOnce).flatMap((id) => byId.get(id) ?? []));
  }
  return subjects;
}

/** Texts with their vectors: those that search has, and for the others new ones. */
async function withVectors(work: Work, subjects: readonly Subject[]): Promise<VectoredText[]> {
  const { services, workspaceId, signal } = work;
  const { embedder } = services.llm;
  const vectors = new Map<string, Float32Array | null>();
  for (let from = 0; from < subjects.length; from += readAtOnce) {
    signal.throwIfAborted();
    const ids = subjects.slice(from, from + readAtOnce).map(({ id }) => id);
    const found = await findRecordVectors(services.db, { workspaceId, ids, model: embedder.model });
    for (const [id, vector] of found) vectors.set(id, vector);
  }
  const missing = subjects.filter(({ id }) => !vectors.has(id));
  const made = await embedTexts(
    embedder,
    missing.map(({ text }) => text),
    signal,
  );
  for (const [at, { id }] of missing.entries()) vectors.set(id, made[at] ?? null);
  return subjects.map(({ id, text }) => ({ text: text.slice(0, comparedChars), vector: vectors.get(id) ?? null }));
}

/**
 * The labels of all of these texts, chosen together: what they have in common, and what people said about any of them, counts for each.
 * Texts that were judged and are not among them are compared too. What is gone is missing.
 */
export async function chooseForTexts(
  work: Work,
  scheme: SchemeVersion,
  ids: readonly string[],
): Promise<SubjectAnswers> {
  const { services, workspaceId, signal } = work;
  const judged = await listJudged(services.db, workspaceId, scheme.schemeId);
  const asked = new Set(ids);
  const others = judged.map(({ subjectId }) => subjectId).filter((id) => !asked.has(id));
  const subjects = await readAll(work, [...ids, ...others]);
  const texts = await withVectors(work, subjects);
  const placeOf = new Map(subjects.map(({ id }, at) => [id, at]));
  const judgedAt = judged.flatMap(({ subjectId, values }) => {
    const at = placeOf.get(subjectId);
    return at === undefined ? [] : [{ at, values }];
  });
  const questions = scheme.fields.filter(isBuiltinField).map(questionOf);
  if (questions.length === 0) throw new AppError('invalid', 'classification.needs-model', 'This scheme needs a model.');
  const said = questions.flatMap((question) => question.said.flat());
  const vectors = await embedTexts(services.llm.embedder, said, signal);
  let at = 0;
  const choosing = questions.map((question) => ({
    labels: question.said.map((texts) => texts.map((text) => ({ text, vector: vectors[at++] ?? null }))),
    several: question.field.type === 'labels',
    judged: judgedFor(question, judgedAt),
  }));
  const chosen = await chooseInThread({ texts, questions: choosing }, signal);
  const answers: SubjectAnswers = new Map();
  for (const [place, subject] of subjects.entries()) {
    if (!asked.has(subject.id)) continue;
    const answer: PlacedAnswer = { values: {}, confidence: {}, justification: {}, evidence: {} };
    for (const [n, question] of questions.entries()) {
      const scores = chosen[n]!.scores[place]!;
      answer.values[question.field.key] = question.valueOf(scores);
      answer.confidence[question.field.key] = scores.confidence;
    }
    answers.set(subject.id, { subject, answer });
  }
  return answers;
}
