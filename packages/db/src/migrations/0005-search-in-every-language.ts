import { type Kysely, sql } from 'kysely';
import {
  accentable,
  accents,
  doubleFolds,
  dropped,
  farSeparators,
  farUnspaced,
  separators,
  singleFolds,
  unspaced,
} from './letter-folding.ts';

const ascii = `'^[\\x01-\\x7f]*$'`;
const likes = `translate(word, '${singleFolds.from}', '${singleFolds.to}')`;
const folded = doubleFolds.reduce((inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`, likes);
const hasLikes = `word ~ '[${singleFolds.from}${doubleFolds.map(([from]) => from).join('')}]'`;

/**
 * A text as search compares it: lower case, without accents, its words parted by single blanks. Texts of ASCII, the most, take the
 * short way. What is left of accents is composed again: `й` is a letter and no `и` with a hat.
 */
const foldFunction = (collation: string) => `create function search_fold(input text) returns text
language plpgsql immutable strict parallel safe as $fold$
declare word text;
begin
  if input ~ ${ascii} then
    return trim(regexp_replace(lower(input collate "C"), '[^a-z0-9]+', ' ', 'g'));
  end if;
  -- twice: some capitals are hidden in signs that only stand for them
  word := lower(normalize(lower(input${collation}), NFKD)${collation});
  word := regexp_replace(word, '([${accentable}])[${accents}]+', '\\1', 'g');
  word := regexp_replace(word, '[${dropped}]+', '', 'g');
  if ${hasLikes} then
    word := ${folded};
  end if;
  word := replace(normalize(word, NFC), 'ё', 'е');
  return trim(regexp_replace(word, '[${separators}${farSeparators.sql}]+', ' ', 'g'));
end $fold$`;

const span = `[${unspaced}${farUnspaced.sql}]+`;

/** The stem of a folded word, by the script that it is written in; none of a word that says nothing, such as "the". */
const stemFunction = `create function search_stem(word text) returns text[] language plpgsql immutable strict parallel safe as $stem$
begin
  return case
    when word ~ '[0-9]' then array[word]
    when word ~ '^[a-z\\u00df-\\u024f]' then ts_lexize('pg_catalog.english_stem', word)
    when word ~ '^[\\u0400-\\u052f]' then ts_lexize('pg_catalog.russian_stem', word)
    when word ~ '^[\\u0620-\\u06ff]' then ts_lexize('pg_catalog.arabic_stem', word)
    when word ~ '^[\\u0900-\\u097f]' then ts_lexize('pg_catalog.hindi_stem', word)
    when word ~ '^[\\u0370-\\u03ff]' then ts_lexize('pg_catalog.greek_stem', word)
    else array[word]
  end;
end $stem$`;

/**
 * The words of a text as search knows them, for rows and for queries alike: stems; pairs of letters where a script writes no spaces,
 * with the last letter alone, so that every letter begins one of them. The server's own parser is asked only about ASCII, since what it
 * takes for a letter elsewhere hangs on its locale: it may cut Hindi words at their vowel signs.
 */
const wordsFunction = `create or replace function search_words(input text) returns tsvector
language plpgsql immutable strict parallel safe as $words$
declare
  folded text := search_fold(input);
  word text;
  stem text;
  letters text[];
  place integer := 0;
  found text[] := '{}';
begin
  if folded ~ ${ascii} then
    return to_tsvector('pg_catalog.english'::regconfig, folded);
  end if;
  foreach word in array string_to_array(regexp_replace(folded, '(${span})', ' \\1 ', 'g'), ' ') loop
    if word ~ '^${span}' then
      letters := string_to_array(word, null);
      for i in 1 .. array_length(letters, 1) loop
        place := place + 1;
        found := found || ('''' || letters[i] || coalesce(letters[i + 1], '') || ''':' || least(place, 16383));
      end loop;
    elsif word <> '' then
      place := place + 1;
      -- longer than a lexeme may be
      continue when octet_length(word) > 2000;
      foreach stem in array coalesce(search_stem(word), '{}') loop
        found := found || ('''' || stem || ''':' || least(place, 16383));
      end loop;
    end if;
  end loop;
  return array_to_string(found, ' ')::tsvector;
end $words$`;

/**
 * The words of each workspace as they are written, to find what a mistyped or unfinished word may mean. Hints and no index: a word whose
 * last passage has gone stays. Nothing is unique here, so that workers who write the same words never wait for each other.
 */
const rememberFunction = `create function search_remember(workspace uuid, input text) returns void language sql as $remember$
  insert into search_vocabulary (workspace_id, word)
    select workspace, word from (
      select distinct word from string_to_table(search_fold(input), ' ') as word
    ) as words
    where length(word) between 3 and 40 and word !~ '[0-9]' and word !~ '${span}'
      and not exists (
        select from search_vocabulary as known where known.workspace_id = workspace and known.word = words.word
      )
$remember$`;

const insertTrigger = `create function search_remember_new() returns trigger language plpgsql as $new$
begin
  perform search_remember(workspace_id, string_agg(distinct title || ' ' || heading, ' ') || ' ' || string_agg(text, ' '))
    from added group by workspace_id;
  return null;
end $new$`;

const updateTrigger = `create function search_remember_changed() returns trigger language plpgsql as $changed$
begin
  perform search_remember(new.workspace_id, new.title || ' ' || new.heading || ' ' || new.text);
  return null;
end $changed$`;

/** Lower case is the one thing that hangs on the locale: the first of these that knows all letters, and the same ones everywhere. */
async function findCollation(db: Kysely<unknown>): Promise<string> {
  for (const collation of ['', ' collate "und-x-icu"', ' collate "C.utf8"', ' collate "en_US.utf8"']) {
    const probe = sql<{ fits: boolean }>`select lower('IÄΩЖ'${sql.raw(collation)}) = 'iäωж' as fits`;
    const fits = await probe.execute(db).then(
      ({ rows }) => rows[0]?.fits,
      () => false,
    );
    if (fits) return collation;
  }
  throw new Error(
    'This database does not know the letters of most languages: create it with the encoding UTF8 and a UTF-8 locale such as C.UTF-8.',
  );
}

/**
 * Search in every language: its own words for rows and queries, the same on each server; a vocabulary for slips of the pen; what records
 * can be filtered by.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run(foldFunction(await findCollation(db)));
  await run(stemFunction);
  await run(wordsFunction);
  await run('alter table chunks drop column words');
  await run(`alter table chunks add column words tsvector generated always as (
    setweight(search_words(title || ' ' || heading), 'A') || setweight(search_words(text), 'D')
  ) stored`);
  // without a list of pending entries: each search reads all of it, and the embedded database has no autovacuum that would clear it
  await run('create index chunks_words on chunks using gin (words) with (fastupdate = off)');
  await run('create index records_lang on records (workspace_id, lang)');
  await run(`create table search_vocabulary (
    workspace_id uuid not null references workspaces on delete cascade,
    word text collate "C" not null
  )`);
  await run('create index search_vocabulary_word on search_vocabulary (workspace_id, word)');
  await run(
    'create index search_vocabulary_like on search_vocabulary using gin (word gin_trgm_ops) with (fastupdate = off)',
  );
  await run(rememberFunction);
  await run(insertTrigger);
  await run(updateTrigger);
  await run(`create trigger chunks_added after insert on chunks referencing new table as added
    for each statement execute function search_remember_new()`);
  await run(`create trigger chunks_changed after update of title, heading, text on chunks
    for each row when ((old.title, old.heading, old.text) is distinct from (new.title, new.heading, new.text))
    execute function search_remember_changed()`);
  await run(`select search_remember(workspace_id, string_agg(title || ' ' || heading || ' ' || text, ' '))
    from chunks group by source_id, workspace_id`);
}
