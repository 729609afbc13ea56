import type { PlanView, PlanWarning, planInput } from '@millrace/contract/classification/classification';
import type { z } from 'zod';
import type { Services } from '../../services.ts';
import { windowsOf } from '../answers/windows.ts';
import { findCached } from '../items/answer-cache.queries.ts';
import { countWanted, someWanted, type Wanted, type WantedItem } from '../items/wanted-items.queries.ts';
import { classificationPrompt } from '../prompt.ts';
import type { Answerer, SchemeVersion } from '../providers/answerer.ts';
import { overlapChars, windowChars } from '../providers/model-answerer.ts';
import { openModelAnswerer } from '../runs/open-model-answerer.ts';
import { findSchemes, isBuiltinField, requireProvider } from '../runs/require-provider.ts';
import { requireScope } from '../runs/require-scope.ts';
import type { Subject } from '../subjects/subject.ts';
import { subjectKind } from '../subjects/subject-kinds.ts';
import { measureCosts } from './measured-costs.queries.ts';

type Given = z.output<typeof planInput>;

/** Of more items some from all over are looked at, and the rest is taken to be like them. */
const lookedAt = 400;
const usualTokensPerChar = 0.25;
/** Of an answer: its frame, and each field with its certainty. */
const usualOutput = { frame: 12, field: 14, justification: 40, evidence: 40 };
const usualConcurrency = 6;
/** Labels of a scheme that are more than this are a large part of what is paid for. */
const manyLabelTokens = 2_000;

type Sampled = { item: WantedItem; scheme: SchemeVersion; subject: Subject };

async function sample(services: Services, wanted: Wanted, schemes: readonly SchemeVersion[]): Promise<Sampled[]> {
  const items = await someWanted(services.db, wanted, lookedAt, true);
  const kind = subjectKind(wanted.scope.subject);
  const read = await kind.read(
    services.db,
    wanted.workspaceId,
    items.map(({ id }) => id),
  );
  const subjects = new Map(read.map((subject) => [subject.id, subject]));
  return items.flatMap((item) => {
    const subject = subjects.get(item.id);
    const scheme = schemes.find(({ schemeId }) => schemeId === item.schemeId);
    return subject && scheme ? [{ item, scheme, subject }] : [];
  });
}

/** How long the prompts for a text are, and how many there are. */
function promptsFor({ scheme, subject }: Sampled, answerer: Answerer): { chars: number; requests: number } {
  const windows = windowsOf(subject.text, windowChars, overlapChars);
  const chars = windows.map(({ start, end }, at) => {
    const part = { n: at + 1, of: windows.length };
    const text = subject.text.slice(start, end);
    const messages = classificationPrompt({ scheme, text, part, examples: answerer.examplesFor(scheme, subject) });
    return messages.reduce((sum, { content }) => sum + content.length, 0);
  });
  return { chars: chars.reduce((sum, count) => sum + count, 0), requests: windows.length };
}

function usualOutputOf({ fields }: SchemeVersion): number {
  const each = fields.map(({ justification, evidence }) =>
    [usualOutput.field, justification ? usualOutput.justification : 0, evidence ? usualOutput.evidence : 0].reduce(
      (sum, count) => sum + count,
    ),
  );
  return each.reduce((sum, count) => sum + count, usualOutput.frame);
}

const mean = (numbers: readonly number[]) =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function warn(
  schemes: readonly SchemeVersion[],
  given: Given,
  items: number,
  sampled: readonly Sampled[],
): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  if (items === 0) warnings.push({ code: 'nothing', message: 'No text matches.' });
  for (const { name, fields } of schemes) {
    const others = fields.filter((field) => !isBuiltinField(field)).map(({ key }) => key);
    if (given.provider.kind === 'builtin' && others.length > 0)
      warnings.push({
        code: 'needs-model',
        message: `The built-in provider leaves these fields of ${name} unknown: ${others.join(', ')}. A model can answer them.`,
      });
    const labelChars = JSON.stringify(fields.map(({ labels = [] }) => labels)).length;
    if (given.provider.kind === 'model' && labelChars * usualTokensPerChar > manyLabelTokens)
      warnings.push({
        code: 'many-labels',
        message: `The labels of ${name} are about ${Math.round(labelChars * usualTokensPerChar).toLocaleString('en')} tokens, which are paid for with every text.`,
      });
  }
  const long = sampled.filter(({ subject }) => subject.text.length > windowChars).length;
  if (given.provider.kind === 'model' && long > 0)
    warnings.push({
      code: 'long-texts',
      message: `About ${Math.max(1, Math.round((long / sampled.length) * items)).toLocaleString('en')} texts are long and are read in overlapping parts.`,
    });
  const empty = sampled.filter(({ subject }) => subject.text.trim() === '').length;
  if (empty > 0) warnings.push({ code: 'empty-texts', message: 'Some texts are empty.' });
  return warnings;
}

/** What a classification would do, cost and take. Asks no model. */
export async function planClassification(services: Services, given: Given): Promise<PlanView> {
  const { workspaceId, scope, only, provider } = given;
  const schemes = await findSchemes(services.db, workspaceId, given.schemeIds);
  await requireScope(services.db, workspaceId, scope);
  await requireProvider(services, workspaceId, provider, schemes);
  const wanted: Wanted = { workspaceId, schemes, scope, only };
  const items = await countWanted(services.db, wanted);
  const sampled = await sample(services, wanted, schemes);
  const warnings = warn(schemes, given, items, sampled);
  if (provider.kind === 'builtin')
    return { items, cached: 0, tokens: { input: 0, output: 0 }, cost: 0, seconds: null, prompt: null, warnings };
  const byRef = new Map(schemes.map((scheme) => [`${scheme.schemeId}:${scheme.version}`, scheme]));
  const answerer = await openModelAnswerer(services, { workspaceId, runId: null, provider, schemes: byRef });
  const keys = sampled.map(({ scheme, subject }) => answerer.key(scheme, subject));
  const cached = await findCached(services.db, workspaceId, keys);
  const unanswered = sampled.filter((_text, at) => !cached.has(keys[at]!.toString('hex')));
  const share = sampled.length === 0 ? 0 : unanswered.length / sampled.length;
  const asked = Math.round(items * share);
  const measured = await measureCosts(services.db, { workspaceId, ...provider });
  const prompts = unanswered.map((text) => promptsFor(text, answerer));
  const requests = mean(prompts.map((prompt) => prompt.requests)) * asked;
  const perAnswer = measured.outputTokens ?? mean(unanswered.map(({ scheme }) => usualOutputOf(scheme)));
  const tokens = {
    input: Math.round(mean(prompts.map(({ chars }) => chars)) * asked * (measured.tokensPerChar ?? usualTokensPerChar)),
    output: Math.round(perAnswer * requests),
  };
  const [first] = sampled;
  const cost = answerer.cost({ inputTokens: tokens.input, outputTokens: tokens.output });
  if (cost === null) warnings.push({ code: 'no-price', message: 'No price is set for this model: Settings → Models.' });
  const seconds = (ms: number) => Math.round((ms * requests) / usualConcurrency / 100) / 10;
  return {
    items,
    cached: items - asked,
    tokens,
    cost,
    seconds: measured.latencyMs && { min: seconds(measured.latencyMs.min), max: seconds(measured.latencyMs.max) },
    prompt: first ? renderPrompt(first, answerer) : null,
    warnings,
  };
}

function renderPrompt({ scheme, subject }: Sampled, answerer: Answerer): string {
  const examples = answerer.examplesFor(scheme, subject);
  const text = subject.text.slice(0, windowChars);
  const messages = classificationPrompt({ scheme, text, examples });
  return messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}
