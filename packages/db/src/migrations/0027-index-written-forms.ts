import { type Kysely, sql } from 'kysely';
import { farSeparators, farUnspaced, separators, unspaced } from './letter-folding.ts';
import { capitals, digits, hyphens, particles } from './written-forms.ts';

/** Of texts whose ASCII is in lower case: the capitals of ASCII are among the separators. */
const letter = `[^${separators}${farSeparators.sql}]`;
const anyLetter = `(?:[A-Z]|${letter})`;
const hyphen = `[${hyphens}]`;
const otherNumbers = `[${digits.from.slice(0, 40)}]|[0-9][${digits.from.slice(40)}][0-9]`;

/**
 * What a number with separators is also written as, each with a `#` in front, by which no word begins: `1,234,567.50` is #1234567,
 * #1234567.50 and #1234567.5. Where a separator can be either, as in `2.500`, it is both. Of dotted numbers with more parts (clauses,
 * dates, versions) the whole and its first two parts.
 */
const numberFunction = `create function search_number_forms(token text) returns text[]
language plpgsql immutable strict parallel safe as $number$
declare
  forms text[] := '{}';
  whole text;
  decimals text;
begin
  case
    when token ~ '^[1-9][0-9]{0,2}(,[0-9]{2,3})*,[0-9]{3}(\\.[0-9]+)?$' then
      whole := replace(split_part(token, '.', 1), ',', '');
      decimals := split_part(token, '.', 2);
    when token ~ '^[1-9][0-9]{0,2}(\\.[0-9]{3})+(,[0-9]+)?$' then
      whole := replace(split_part(token, ',', 1), '.', '');
      decimals := split_part(token, ',', 2);
    when token ~ '^[1-9][0-9]{0,2}([''_ ][0-9]{3})+([.,][0-9]+)?$' then
      whole := regexp_replace(regexp_replace(token, '[.,].*$', ''), '[''_ ]', '', 'g');
      decimals := substring(token from '[.,](.*)$');
    else
      whole := null;
  end case;
  if whole is not null then
    forms := array['#' || whole];
    if decimals <> '' then
      forms := forms || array['#' || whole || '.' || decimals];
      if decimals ~ '[1-9]0+$' then
        forms := forms || array['#' || whole || '.' || rtrim(decimals, '0')];
      end if;
    end if;
  end if;
  if token ~ '^[0-9]+[.,][0-9]+$' then
    forms := forms || array['#' || replace(token, ',', '.')];
  elsif whole is null and token ~ '^[0-9]+(\\.[0-9]+)+$' then
    forms := forms || array['#' || token, '#' || substring(token from '^[0-9]+\\.[0-9]+')];
  end if;
  return forms;
end $number$`;

/**
 * The other ways in which words of a text are written, each as a lexeme with a `#` in front: numbers without separators, compounds
 * without hyphens, verbs with their particles in one word, and short words in capitals (IT, WHO), which would be stop words.
 */
const formsFunction = `create function search_forms(input text, folded text) returns text[]
language plpgsql immutable strict parallel safe as $forms$
declare
  plain text;
  token text;
  forms text[] := '{}';
begin
  -- what is matched costs a tenth of what is translated
  plain := case when input !~ '${otherNumbers}' then input else translate(input, '${digits.from}', '${digits.to.replace("'", "''")}') end;
  if plain ~ '[0-9][.,''_ ][0-9]' then
    for token in select m[1] from regexp_matches(plain,
      '(?<![0-9]|[0-9][.,''_])([0-9]+(?:[.,''_][0-9]+)+)(?![.,''_]?[0-9])', 'g') as m
    loop
      forms := forms || search_number_forms(token);
    end loop;
    for token in select m[1] from regexp_matches(plain,
      '(?<![0-9]|[0-9][.,''_ ])([1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?)(?![.,''_ ]?[0-9])', 'g') as m
    loop
      forms := forms || search_number_forms(token);
    end loop;
  end if;
  if input ~ '${anyLetter}${hyphen}${anyLetter}' then
    for token in select search_fold(regexp_replace(m[1], '${hyphen}', '', 'g'))
      from regexp_matches(lower(input collate "C"), '(${letter}+(?:${hyphen}${letter}+)+)', 'g') as m
    loop
      continue when length(token) not between 2 and 60 or token ~ '^[0-9]{1,6}$' or token ~ '[ ${unspaced}${farUnspaced.sql}]';
      forms := forms || array(select '#' || stem from unnest(search_stem(token)) as stem);
    end loop;
  end if;
  for token in select word || next from (
      select word, lead(word) over () as next from string_to_table(folded, ' ') as word
    ) as pairs
    where next = any('{${particles.join()}}') and length(word) > 2 and word ~ '^[a-z]+$' and search_stem(word) <> '{}'
  loop
    forms := forms || array(select '#' || stem from unnest(search_stem(token)) as stem);
  end loop;
  if input ~ '[${capitals}]{2}' then
    for token in select m[1] from regexp_matches(input, '(?<!${anyLetter})([${capitals}]{2,5})(?!${anyLetter})', 'g') as m
    loop
      if length(token) <= 3 or search_stem(search_fold(token)) = '{}' then
        forms := forms || array['#' || token];
      end if;
    end loop;
  end if;
  return forms;
end $forms$`;

/**
 * Numbers, compounds and acronyms are found however they are written. New passages are indexed so at once; those that are there get it
 * from a background run that counts by `words_version`, since each takes a millisecond and there may be a hundred thousand.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  // the column keeps its function, whatever that is called: what it did so far gets a name of its own
  await run(`do $copy$ begin
    execute replace(pg_get_functiondef('search_words(text)'::regprocedure), '.search_words(', '.search_plain_words(');
  end $copy$`);
  await run(numberFunction);
  await run(formsFunction);
  await run(`create or replace function search_words(input text) returns tsvector language plpgsql immutable strict parallel safe as $words$
declare forms text[] := search_forms(input, search_fold(input));
begin
  if forms = '{}' then
    return search_plain_words(input);
  end if;
  return search_plain_words(input) || array_to_tsvector(forms);
end $words$`);
  await run('alter table chunks add column words_version smallint not null default 1');
  await run('alter table chunks alter column words_version set default 2');
  await run('create index chunks_old_words on chunks (workspace_id, id) where words_version < 2');
}
