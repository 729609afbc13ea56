const stopWords = new Set(
  'a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its may more must no not of on or our she should so such than that the their them then there these they this those to was we were what when where which who will with would you your'.split(
    ' ',
  ),
);

/** Words that carry meaning, cut to a crude stem so that "days" meets "day". Scripts without spaces fall into pairs of characters. */
export function contentWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of text
    .toLowerCase()
    .normalize('NFKC')
    .matchAll(/[\p{L}\p{N}]+(?:[.,]\d+)*/gu)) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word)) {
      for (let i = 0; i + 1 < word.length; i += 1) words.add(word.slice(i, i + 2));
    } else if (!stopWords.has(word)) words.add(/\d/.test(word) ? word : stem(word));
  }
  return words;
}

const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:ies|ing|ed|es|s|ly)$/, '') : word);
