import { AppError } from '@millrace/contract/app-error';
import type { Provider } from '@millrace/contract/classification/classification';
import type { Evidence } from '@millrace/contract/classification/results';
import type { Candidate } from '../../models/find-candidates.ts';
import { listCandidates } from '../../models/find-candidates.ts';
import type { Services } from '../../services.ts';
import { answerSchemaOf } from '../answers/answer-schema.ts';
import { type Folded, findQuote, foldForQuotes } from '../answers/find-quote.ts';
import { foldAnswers, type PlacedAnswer } from '../answers/fold-answers.ts';
import { type ModelAnswer, readAnswer } from '../answers/read-answer.ts';
import { windowsOf } from '../answers/windows.ts';
import { cacheKey } from '../items/answer-cache.queries.ts';
import { classificationPrompt, type Example, repairPrompt, templateVersion } from '../prompt.ts';
import type { Subject } from '../subjects/subject.ts';
import type { Answered, Answerer, SchemeVersion } from './answerer.ts';
import { askForJson } from './ask-for-json.ts';

/** How much of a text is asked about at once, and how much two parts share; in UTF-16 units. */
export const windowChars = 24_000;
export const overlapChars = 1_500;
const leastWindowChars = 1_500;

export type ModelProvider = Extract<Provider, { kind: 'model' }>;

/** The endpoint that was chosen and no other: what a workspace asks goes where it was sent. Throws when it cannot be asked. */
export async function findChosen(
  services: Services,
  workspaceId: string,
  { endpointId, model }: ModelProvider,
): Promise<Candidate> {
  const candidates = await listCandidates(services, workspaceId);
  const chosen = candidates.find(({ id }) => id === endpointId);
  if (chosen === undefined)
    throw new AppError(
      'not-found',
      'classification.no-endpoint',
      'The chosen model server is not connected. Connect it in Settings → Models, or choose another one.',
    );
  if (chosen.models && !chosen.models.includes(model))
    throw new AppError('invalid', 'classification.no-model', '{name} has no model "{model}". Choose another one.', {
      values: { name: chosen.name, model },
    });
  return { ...chosen, model };
}

/** Marks what a model quotes with its place in the text, or as not found. */
function place(answer: ModelAnswer, subject: Subject, folded: Folded): PlacedAnswer {
  const { quotes, ...rest } = answer;
  const placed = (quote: string): Evidence => {
    const at = findQuote(folded, quote);
    if (at === undefined) return { quote, start: null, end: null, page: null, found: false };
    const page = subject.places.find(({ start, end }) => at.start >= start && at.start < end)?.page ?? null;
    return { quote: subject.text.slice(at.start, at.end), ...at, page, found: true };
  };
  const evidence = Object.fromEntries(Object.entries(quotes).map(([key, texts]) => [key, texts.map(placed)]));
  return { ...rest, evidence };
}

export type ModelAnswererOptions = {
  services: Services;
  workspaceId: string;
  /** The run that pays; null for a trial. */
  runId: string | null;
  candidate: Candidate;
  provider: ModelProvider;
  /** The corrected texts that are most like this one, best first. */
  examplesFor?: (scheme: SchemeVersion, subject: Subject) => readonly Example[];
};

/** A model behind an endpoint. One text per request, its parts one after another; one that cannot be used is asked about once more. */
export function modelAnswerer(options: ModelAnswererOptions): Answerer {
  const { services, workspaceId, runId, candidate, provider, examplesFor = () => [] } = options;
  const { temperature } = provider;
  let window = windowChars;

  async function answerPart(
    scheme: SchemeVersion,
    text: string,
    part: { n: number; of: number },
    examples: readonly Example[],
    signal: AbortSignal,
  ) {
    const schema = answerSchemaOf(scheme.fields);
    const messages = classificationPrompt({ scheme, text, part, examples });
    const asking = { workspaceId, runId, candidate, schema, temperature, signal };
    const first = await askForJson(services, { ...asking, messages });
    const read = readAnswer(scheme.fields, first.text, first.finish);
    if (read.answer || read.fault.code === 'refused') return { read, said: [first] };
    const second = await askForJson(services, {
      ...asking,
      messages: repairPrompt(messages, first.text, read.fault.message),
    });
    return { read: readAnswer(scheme.fields, second.text, second.finish), said: [first, second] };
  }

  async function answerWhole(scheme: SchemeVersion, subject: Subject, signal: AbortSignal): Promise<Answered> {
    const began = performance.now();
    const folded = foldForQuotes(subject.text);
    const windows = windowsOf(subject.text, window, Math.min(overlapChars, Math.floor(window / 4)));
    const answers: PlacedAnswer[] = [];
    const examples = examplesFor(scheme, subject);
    const tokens = { inputTokens: 0, outputTokens: 0 };
    for (const [at, { start, end }] of windows.entries()) {
      const part = { n: at + 1, of: windows.length };
      const { read, said } = await answerPart(scheme, subject.text.slice(start, end), part, examples, signal);
      for (const { inputTokens, outputTokens } of said) {
        tokens.inputTokens += inputTokens;
        tokens.outputTokens += outputTokens;
      }
      const latencyMs = Math.round(performance.now() - began);
      if (read.fault) {
        const raw = said.at(-1)?.text.slice(0, 20_000) ?? '';
        return { outcome: { fault: read.fault, raw }, ...tokens, latencyMs };
      }
      answers.push(place(read.answer, subject, folded));
    }
    const latencyMs = Math.round(performance.now() - began);
    return { outcome: { answer: foldAnswers(scheme.fields, answers) }, ...tokens, latencyMs };
  }

  return {
    provider: 'model',
    endpointId: candidate.id,
    model: candidate.model,
    cost: ({ inputTokens, outputTokens }) =>
      candidate.price === null
        ? null
        : (inputTokens * candidate.price.input + outputTokens * candidate.price.output) / 1_000_000,
    examplesFor,
    key: (scheme, subject) =>
      cacheKey(
        [scheme.schemeId, scheme.version, templateVersion],
        [candidate.id, candidate.model, temperature ?? null],
        examplesFor(scheme, subject),
        subject.text,
      ),
    async answer(scheme, subject, signal) {
      for (;;) {
        try {
          return await answerWhole(scheme, subject, signal);
        } catch (error) {
          const isTooLong = error instanceof AppError && error.reason === 'llm.too-long';
          if (!isTooLong || window <= leastWindowChars) throw error;
          // the model reads less than we thought: from now on it is given less
          window = Math.floor(window / 2);
        }
      }
    },
  };
}
