import { type Kysely, sql } from 'kysely';
import { printSigns } from './letter-folding.ts';

/**
 * What 0005 does, and a shorter way to it for most texts: those whose only letters beyond ASCII are signs of print (dashes, quotation
 * marks, dots), all of them separators, have none without them. What is counted (`octet_length`) is asked for ten times as fast as what
 * is matched.
 */
const foldFunction = `create function search_fold(input text) returns text
language plpgsql immutable strict parallel safe as $fold$
declare plain text := input;
begin
  if octet_length(plain) <> length(plain) then
    plain := regexp_replace(plain, '[${printSigns}]+', ' ', 'g');
    if octet_length(plain) <> length(plain) then
      return search_fold_letters(plain);
    end if;
  end if;
  return trim(regexp_replace(lower(plain collate "C"), '[^a-z0-9]+', ' ', 'g'));
end $fold$`;

/** Storing a page cost a multiple of what it costs from here on: docs/decisions/0016. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run('alter function search_fold(text) rename to search_fold_letters');
  await run(foldFunction);
  // words of new passages are remembered by who writes them, who knows which words are no news
  await run('drop trigger chunks_added on chunks');
  await run('drop function search_remember_new()');
  // words wait in a list, of which each search reads all, until it is this long (kB): then whoever fills it takes them in together
  await run('alter index chunks_words set (fastupdate = on, gin_pending_list_limit = 512)');
  await run('alter index search_vocabulary_like set (fastupdate = on, gin_pending_list_limit = 128)');
  // a passage with its words is a bit longer than what is compressed and laid aside: both cost more than they save
  await run('alter table chunks set (toast_tuple_target = 4080)');
}
