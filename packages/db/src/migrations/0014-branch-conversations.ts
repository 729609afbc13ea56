import { type Kysely, sql } from 'kysely';

/**
 * Messages become a tree: a question hangs on the answer that it follows. Of those with one parent the one chosen last is shown. What
 * stood in a row so far hangs on the newest versions, as it was shown.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table messages add column shown_at timestamptz');
  await run('update messages set shown_at = created_at');
  await run('alter table messages alter column shown_at set default now(), alter column shown_at set not null');
  await run(`update messages set parent_id = followed.answer_id
    from (
      select id, lag(answer_id) over (partition by conversation_id order by created_at, id) as answer_id
      from (
        select question.id, question.conversation_id, question.created_at,
          (select answer.id from messages as answer where answer.parent_id = question.id order by answer.version desc limit 1)
            as answer_id
        from messages as question where question.role = 'user'
      ) as asked
    ) as followed
    where followed.id = messages.id and followed.answer_id is not null`);
}
