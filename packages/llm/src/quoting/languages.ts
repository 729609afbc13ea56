/**
 * What the built-in model knows of languages other than English: words that say nothing, how words end, and what kinds of answers look
 * like. Arabic, Nepali and Hindi; of others it compares words as they are.
 */
const arabic = `ما ماذا من متى اين كم كيف هل هو هي هم هن في علي الي عن مع الذي التي الذين هذا هذه ذلك تلك كل اي يا و او ان لا لم لن قد كان كانت
  يكون تكون تبلغ يبلغ هناك عند عندما ثم بعد قبل بين كما ايضا غير يتم تم لماذا لمن وما علي المعني تعريف معني يعني المقصود بكلمه المراد اذا`;
const devanagari = `के को कति कुन कहाँ कहां कहिले किन कसरी कस्तो कस्ता कसले कसलाई हो हुन् हुन छ छन् छैन हुन्छ हुनेछ थियो भयो भएमा भए र वा पनि यो
  त्यो यस त्यस भन्नाले भनेको भने जनाउंछ जनाउँछ मा ले लाई का की गर्ने गर्न गरेको गरेमा लागि बजे वटा जना अर्थ परिभाषा क्या कौन कब कितना कितने
  कितनी क्यों कैसे है हैं था थे थी में से पर और या यह वह ये वे ने होता होती होते किसे किस कहते मतलब बढीमा सक्छ सकिन्छ`;

export const otherStopWords = new Set([...arabic.split(/\s+/), ...devanagari.split(/\s+/)].map(foldWord));

const arabicLetters = /^[\u0620-\u06ff]+$/;
const devanagariLetters = /^[\u0900-\u097f]+$/;

/** Letters and digits that are written one for the other; signs of vowels that are mostly left out. */
export function foldWord(word: string): string {
  return word
    .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ک/g, 'ك')
    .replace(/ँ/g, 'ं')
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

/** The stem of a folded word of Arabic or Devanagari; undefined for other scripts. */
export function stemOther(word: string): string | undefined {
  if (arabicLetters.test(word)) return stemArabic(word);
  return devanagariLetters.test(word) ? stemDevanagari(word) : undefined;
}

/** Light: articles, what is written together with the next word, prefixes of verbs and endings of number and person. */
function stemArabic(word: string): string {
  let stem = word;
  if (stem.length > 3) stem = stem.replace(/^[وف](?=.{3})/, '');
  stem = stem.replace(/^(?:[بكف]?ال|لل)(?=.{2})/, '');
  const bare = stem;
  if (stem.length > 3) stem = stem.replace(/(?:هما|كما|اته|اتها|ات|ان|ون|ين|ها|هم|نا|كم|يه|تها|ته|يا|وا|ت)$/, '');
  if (stem.length > 3) stem = stem.replace(/(?:ه|ي|ا)$/, '');
  if (stem.length > 3 && bare === word) stem = stem.replace(/^[يتن](?=.{3})/, '');
  return stem;
}

const cases = /(?:हरूको|हरुको|हरूले|हरूलाई|हरूमा|हरू|हरु|सम्मको|देखिको|बाट|देखि|सम्म|भित्र|सँग|संग|द्वारा|लाई|को|का|की|ले|मा|ओं|ों|ें)$/u;
const verbs =
  /(?:ाएको|ाएका|ाइएको|ाए|ाउने|उनेछन्|नेछन्|इनेछ|िनेछ|उनेछ|नेछ|िन्छन्|िन्छ|इन्छ|ंदैन|िंदैन|दैनन्|दैन|न्छन्|न्छ|एको|ेको|एका|ेका|िएको|िने|ेमा|एमा|छन्|छ|ने)$/u;

function stemDevanagari(word: string): string {
  let stem = word;
  for (let i = 0; i < 2 && stem.length > 4; i++) stem = stem.replace(cases, '');
  if (stem.length > 3) stem = stem.replace(verbs, '');
  stem = stem.replace(/[्ािीुूेैोौं]+$/u, '');
  return stem.length >= 2 ? stem : word;
}
