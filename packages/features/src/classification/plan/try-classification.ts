import { randomUUID } from 'node:crypto';
import { AppError, errorView } from '@millrace/contract/app-error';
import type { tryInput } from '@millrace/contract/classification/classification';
import type { ResultView } from '@millrace/contract/classification/results';
import type { z } from 'zod';
import type { Services } from '../../services.ts';
import { builtinModel, complete } from '../builtin/answer-builtin.ts';
import { chooseForTexts } from '../builtin/choose-for-texts.ts';
import { stopsClassification } from '../items/answer-item.ts';
import { someWanted } from '../items/wanted-items.queries.ts';
import type { SchemeVersion } from '../providers/answerer.ts';
import { openModelAnswerer } from '../runs/open-model-answerer.ts';
import { findSchemes, requireProvider } from '../runs/require-provider.ts';
import { requireScope } from '../runs/require-scope.ts';
import type { Subject } from '../subjects/subject.ts';
import { subjectKind } from '../subjects/subject-kinds.ts';

type Given = z.output<typeof tryInput>;
type Tried = { scheme: SchemeVersion; subject: Subject };

/** Whoever waits for a trial waits no longer. */
const patienceMs = 100_000;
/** With how many other texts the built-in provider compares. */
const comparedTexts = 200;
const excerptChars = 500;

const blank = ({ scheme, subject }: Tried, provider: string, model: string): ResultView => ({
  id: randomUUID(),
  subject: {
    kind: 'record',
    id: subject.id,
    version: subject.version,
    title: subject.title,
    excerpt: subject.text.slice(0, excerptChars),
  },
  schemeId: scheme.schemeId,
  schemeVersion: scheme.version,
  status: 'failed',
  values: {},
  confidence: {},
  justification: {},
  evidence: {},
  human: {},
  accepted: {},
  review: null,
  humanVersion: 0,
  error: null,
  provider,
  model,
  tokens: { input: 0, output: 0 },
  cost: null,
  cached: false,
});

async function tryModel(services: Services, given: Given, tried: Tried[], schemes: SchemeVersion[]) {
  const { workspaceId, provider } = given;
  if (provider.kind !== 'model') return [];
  const byRef = new Map(schemes.map((scheme) => [`${scheme.schemeId}:${scheme.version}`, scheme]));
  const answerer = await openModelAnswerer(services, { workspaceId, runId: null, provider, schemes: byRef });
  const signal = AbortSignal.timeout(patienceMs);
  return Promise.all(
    tried.map(async ({ scheme, subject }): Promise<ResultView> => {
      const view = blank({ scheme, subject }, 'model', answerer.model);
      try {
        const { outcome, ...used } = await answerer.answer(scheme, subject, signal);
        const tokens = { input: used.inputTokens, output: used.outputTokens };
        const paid = { ...view, tokens, cost: answerer.cost(used) };
        if ('fault' in outcome) return { ...paid, error: outcome.fault };
        return { ...paid, ...outcome.answer, status: 'done', accepted: outcome.answer.values };
      } catch (error) {
        // a dead key is the same for all of them, and is told as the error that it is
        if (!(error instanceof AppError) || stopsClassification(error.reason)) throw error;
        return { ...view, error: { code: 'model', message: errorView(error).message } };
      }
    }),
  );
}

async function tryBuiltin(services: Services, given: Given, tried: Tried[], schemes: SchemeVersion[]) {
  const { workspaceId, scope, only } = given;
  const signal = AbortSignal.timeout(patienceMs);
  const results: ResultView[] = [];
  for (const scheme of schemes) {
    const own = tried.filter(({ scheme: { schemeId } }) => schemeId === scheme.schemeId);
    const wanted = { workspaceId, schemes: [scheme], scope, only };
    const others = await someWanted(services.db, wanted, comparedTexts, true);
    const ids = new Set([...own.map(({ subject }) => subject.id), ...others.map(({ id }) => id)]);
    const answers = await chooseForTexts({ services, workspaceId, signal }, scheme, [...ids]);
    for (const { subject } of own) {
      const view = blank({ scheme, subject }, 'builtin', builtinModel);
      const found = answers.get(subject.id);
      const answer = found && complete(scheme, found.answer);
      const message = 'The built-in provider cannot answer a field of this scheme that needs an answer.';
      results.push(
        answer === undefined
          ? { ...view, error: { code: 'unsupported', message } }
          : { ...view, ...answer, status: 'done', accepted: answer.values },
      );
    }
  }
  return results;
}

/** Answers the first texts at once. They are paid for and kept nowhere. */
export async function tryClassification(services: Services, given: Given): Promise<{ results: ResultView[] }> {
  const { workspaceId, scope, only, provider, limit } = given;
  const schemes = await findSchemes(services.db, workspaceId, given.schemeIds);
  await requireScope(services.db, workspaceId, scope);
  await requireProvider(services, workspaceId, provider, schemes);
  const items = await someWanted(services.db, { workspaceId, schemes, scope, only }, limit, true);
  const read = await subjectKind(scope.subject).read(
    services.db,
    workspaceId,
    items.map(({ id }) => id),
  );
  const tried = items.flatMap((item): Tried[] => {
    const subject = read.find(({ id }) => id === item.id);
    const scheme = schemes.find(({ schemeId }) => schemeId === item.schemeId);
    return subject && scheme ? [{ scheme, subject }] : [];
  });
  const results = await (provider.kind === 'model' ? tryModel : tryBuiltin)(services, given, tried, schemes);
  return { results };
}
