import { AppError } from '@millrace/contract/app-error';
import { problemsOf, type Values } from '@millrace/contract/schemes/check-values';
import { type Trx, transact } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { getSchemeContent } from '../../schemes/schemes.queries.ts';
import type { Services } from '../../services.ts';
import { sha256 } from '../items/answer-cache.queries.ts';
import { subjectKind } from '../subjects/subject-kinds.ts';

type Item = Row<'classificationItems'>;
type Judged = Row<'judgements'>;
type By = { userId: string | null };

const gone = () => new AppError('not-found', 'results.not-found', 'This result does not exist.');

async function lockItem(trx: Trx, resultId: string): Promise<Item> {
  const item = await trx.selectFrom('classificationItems').selectAll().where('id', '=', resultId).executeTakeFirst();
  if (item === undefined) throw gone();
  // one judgement at a time of a text under a scheme
  await trx.selectFrom('schemes').select('id').where('id', '=', item.schemeId).forUpdate().execute();
  return item;
}

/** What people said before: about this text, or about the same words where the text was read again. */
async function findJudgement(trx: Trx, item: Item): Promise<Judged | undefined> {
  const own = await trx
    .selectFrom('judgements')
    .selectAll()
    .where('schemeId', '=', item.schemeId)
    .where('subjectId', '=', item.subjectId)
    .executeTakeFirst();
  if (own !== undefined || item.textHash === null) return own;
  const same = await trx
    .selectFrom('judgements')
    .selectAll()
    .where('schemeId', '=', item.schemeId)
    .where('textHash', '=', item.textHash)
    .orderBy('judgedAt', 'desc')
    .execute();
  for (const judged of same) {
    const [living] = await subjectKind(judged.subjectKind).read(trx, judged.workspaceId, [judged.subjectId]);
    if (living === undefined) return judged;
  }
  return undefined;
}

type Change = Pick<Judged, 'review' | 'fieldValues' | 'acceptedValues'>;

/** Stores what a person says about the text of a result. `change` is given what was said before. */
async function judge(
  { db, clock }: Services,
  { resultId, expectedVersion, userId }: { resultId: string; expectedVersion?: number | undefined } & By,
  change: (trx: Trx, item: Item, before: Judged | undefined) => Promise<Change>,
): Promise<void> {
  await transact(db, async (trx) => {
    const item = await lockItem(trx, resultId);
    const before = await findJudgement(trx, item);
    const version = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version)
      throw new AppError(
        'conflict',
        'results.changed-meanwhile',
        'Somebody else has changed this result since. Look at it again.',
      );
    const [subject] = await subjectKind(item.subjectKind).read(trx, item.workspaceId, [item.subjectId]);
    if (subject === undefined) throw gone();
    const { review, fieldValues, acceptedValues } = await change(trx, item, before);
    const values = {
      ...{ review, version: version + 1, imported: false, judgedBy: userId, judgedAt: clock() },
      ...{ fieldValues: toJson(fieldValues), acceptedValues: toJson(acceptedValues) },
      ...{ subjectVersion: subject.version, textHash: sha256(subject.text) },
    };
    const { workspaceId, schemeId, subjectKind: kind, subjectId } = item;
    await trx
      .insertInto('judgements')
      .values({ workspaceId, schemeId, subjectKind: kind, subjectId, ...values })
      .onConflict((conflict) => conflict.columns(['schemeId', 'subjectId']).doUpdateSet(values))
      .execute();
  });
}

const needsAnswer = (item: Item): Values => {
  if (item.status === 'done' && item.fieldValues !== null) return item.fieldValues;
  throw new AppError('conflict', 'results.failed', 'There is no answer here to judge. Correct it, or retry it.');
};

/** The values are right. */
export const acceptResult = (services: Services, given: { resultId: string } & By): Promise<void> =>
  judge(services, given, async (_trx, item, before) => ({
    review: 'accepted',
    acceptedValues: needsAnswer(item),
    fieldValues: before?.fieldValues ?? {},
  }));

/** The values are wrong; which are right is not said. Corrections stay. */
export const rejectResult = (services: Services, given: { resultId: string } & By): Promise<void> =>
  judge(services, given, async (_trx, item, before) => {
    needsAnswer(item);
    return { review: 'rejected', acceptedValues: {}, fieldValues: before?.fieldValues ?? {} };
  });

/**
 * Other values are right, by field. They are checked as those of a provider are, and no run changes them. Fields that are not named stay
 * as they are.
 */
export const correctResult = (
  services: Services,
  {
    values,
    ...given
  }: { resultId: string; values: Record<string, unknown>; expectedVersion?: number | undefined } & By,
): Promise<void> =>
  judge(services, given, async (trx, item, before) => {
    const { fields } = await getSchemeContent(trx, item.schemeId, item.schemeVersion);
    const named = fields.filter(({ key }) => Object.hasOwn(values, key));
    const problems = problemsOf(named, values);
    if (problems.length > 0)
      throw new AppError('invalid', 'results.values', 'This correction does not fit the scheme. {words}', {
        values: { words: problems.map(({ path, message }) => `${path.join('.')} ${message}.`).join(' ') },
        fields: Object.fromEntries(problems.map(({ path, message }) => [path.join('.'), [message]])),
      });
    return {
      review: 'corrected',
      acceptedValues: before?.acceptedValues ?? {},
      fieldValues: { ...before?.fieldValues, ...(values as Values) },
    };
  });
