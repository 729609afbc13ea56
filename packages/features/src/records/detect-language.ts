import { franc } from 'franc-min';

/** Fewer letters than these say too little; scripts without spaces say more with less. */
const fewestLetters = 60;
const readLetters = 1_000;

/** The language of a text as a code of ISO 639 (`de`, `ne`), or null where it cannot be told. `said`: what the text's own page says. */
export function detectLanguage(text: string, said?: string | null): string | null {
  return baseLanguage(said) ?? baseLanguage(franc(text.slice(0, readLetters), { minLength: lettersNeeded(text) }));
}

const lettersNeeded = (text: string): number =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(
    text.slice(0, readLetters),
  )
    ? fewestLetters / 6
    : fewestLetters;

/** `pt-BR` and `por` are `pt`. */
function baseLanguage(tag: string | null | undefined): string | null {
  if (!tag || tag === 'und') return null;
  try {
    const { language } = new Intl.Locale(tag.replaceAll('_', '-'));
    return language && /^[a-z]{2,3}$/.test(language) && language !== 'und' ? language : null;
  } catch {
    return null;
  }
}
