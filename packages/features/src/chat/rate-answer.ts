import type { AnswerRating } from '@millrace/contract/chat/chat';
import type { Database } from '@millrace/db/database';

/** Keeps what a person thinks of an answer, one opinion each; null takes it back. */
export async function rateAnswer(
  db: Database,
  { userId, answerId, rating }: { userId: string; answerId: string; rating: AnswerRating | null },
): Promise<void> {
  if (rating === null) {
    await db.deleteFrom('answerRatings').where('userId', '=', userId).where('answerId', '=', answerId).execute();
    return;
  }
  const { value, reason } = rating;
  await db
    .insertInto('answerRatings')
    .values({ userId, answerId, rating: value, reason })
    .onConflict((conflict) => conflict.columns(['answerId', 'userId']).doUpdateSet({ rating: value, reason }))
    .execute();
}
