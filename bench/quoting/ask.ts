import { findPassages } from '@millrace/features/retrieval';
import { pickQuotes } from '@millrace/llm/quoting/pick-quotes';
import type { Shelf } from './open-shelf.ts';
import type { Question, QuotingSet } from './read-quoting-set.ts';

/** `missed`: declined although the documents have the answer; `invented`: answered although they have none. */
export type Verdict = {
  question: string;
  want: string | null;
  outcome: 'right' | 'wrong' | 'missed' | 'declined' | 'invented';
  answer: string;
  /** A quote is from a document that the question is not about. */
  isElsewhere: boolean;
};

/** As many as an answer is given. */
const passageCount = 10;

/** Asks the built-in model, with the passages that a question in a chat would bring. */
export async function ask({ app, documentOf }: Shelf, set: QuotingSet, { q, want }: Question): Promise<Verdict> {
  const { services, workspaceId } = app;
  const passages = await findPassages(services, { workspaceId, query: q, limit: passageCount });
  const quotes = pickQuotes(
    q,
    passages.map((passage, i) => ({ n: i + 1, ...passage })),
  );
  const answer = quotes.map(({ text }) => text).join(' | ');
  const own = new Set(set.documents.map(({ name }) => name));
  const isElsewhere = quotes.some(({ n }) => !own.has(documentOf.get(passages[n - 1]?.sourceId ?? '') ?? ''));
  return { question: q, want, outcome: judge(answer, want), answer, isElsewhere };
}

function judge(answer: string, want: string | null): Verdict['outcome'] {
  if (want === null) return answer === '' ? 'declined' : 'invented';
  if (answer === '') return 'missed';
  return answer.replace(/\s+/g, ' ').toLowerCase().includes(want.toLowerCase()) ? 'right' : 'wrong';
}
