import { foldWord } from './languages.ts';

/** What kind of answer a question wants. `quantity`: how many of something; `amount`: how much, how high, what price. */
export type AnswerKind =
  | 'time'
  | 'duration'
  | 'frequency'
  | 'age'
  | 'amount'
  | 'quantity'
  | 'measure'
  | 'person'
  | 'place'
  | 'address'
  | 'phone'
  | 'email'
  | 'link'
  | 'definition'
  | 'reason'
  | 'any';

const numberWord =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|dozen|hundred|thousand|million|billion|half';
const arabicNumber =
  'واحد|واحده|اثنان|اثنين|ثلاث|ثلاثه|اربع|اربعه|خمس|خمسه|ست|سته|سبع|سبعه|ثمان|ثمانيه|تسع|تسعه|عشر|عشره|عشرون|عشرين|ثلاثون|ثلاثين|اربعون|اربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين|مئه|مائه|مئتان|مئتين|مئتي|مئات|الاف|مليونا|الف|مليون|نصف|ربع';
const devanagariNumber =
  'एक|दुई|तीन|चार|पाच|पांच|छ|सात|आठ|नौ|दश|दस|पन्ध्र|बीस|बिस|तीस|चालीस|पचास|साठी|सय|हजार|लाख|करोड|आधा|दो|छह|सौ|दोब्बर|दोगुना';
const edge = (pattern: string) => `(?<![\\p{L}\\p{M}\\p{N}])(?:${pattern})(?![\\p{L}\\p{M}\\p{N}])`;
const number = `(?:\\p{N}+(?:[.,:]\\p{N}+)*|${edge(`${numberWord}|${arabicNumber}|${devanagariNumber}`)})`;

const timeUnit =
  'seconds?|minutes?|mins?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies)|season';
const otherTimeUnit =
  'ثانيه|ثواني|عاما|شهورا|اسبوعا|دقيقه|دقائق|ساعه|ساعات|ساعتان|ساعتين|يوم|يوما|ايام|يومان|يومين|اسبوع|اسابيع|اسبوعين|شهر|شهرا|اشهر|شهور|شهرين|سنه|سنوات|عام|اعوام|سنتين|عامين|(?:सेकेन्ड|मिनेट|घण्टा|घन्टा|दिन|हप्ता|महिना|वर्ष|साल|महीने|महीना|घंटे|घंटा|मिनट|सप्ताह|बर्ष)[\\p{L}\\p{M}]*';
const anyTimeUnit = `(?:${timeUnit}|${otherTimeUnit})`;
const calendar =
  'january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|today|tomorrow|daily|weekly|monthly|annually|yearly|midnight|midday|noon|dawn|dusk|morning|evening|afternoon|century|spring|summer|autumn|winter|easter|christmas|lady day|public holidays?';
const otherCalendar =
  'ساعه|صباحا|مساء|ظهرا|فجرا|عصرا|ليلا|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|رمضان|شعبان|محرم|صفر|يوميا|اسبوعيا|شهريا|سنويا|يوم|سنه|عام|(?:बजे|बिहान|सांझ|साझ|दिउंसो|राति|शनिबार|आइतबार|सोमबार|मंगलबार|बुधबार|बिहीबार|शुक्रबार|वैशाख|बैशाख|जेठ|असार|साउन|भदौ|असोज|कात्तिक|कार्तिक|मङ्सिर|मंसिर|पुस|माघ|फागुन|फाल्गुन|चैत|चैत्र|हरेक|प्रत्येक|दिन|महिना|वर्ष|साल|मिति|गते|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|सुबह|शाम)[\\p{L}\\p{M}]*';

const of = (pattern: string) => new RegExp(pattern, 'iu');
const span = `${number}(?:\\s+و${number.replace('(?<![\\p{L}\\p{M}\\p{N}])', '')})?[\\s-]+(?:(?:working|business|calendar|full|more|consecutive)\\s)?${edge(anyTimeUnit)}|${edge('half an? (?:hour|day|year)|an? (?:hour|day|week|month|year)')}`;
const clock = '\\p{Nd}{1,2}[:.]\\p{Nd}{2}|\\p{Nd}{1,2}\\s?[ap]\\.?m\\b|(?<!\\p{N})(?:1[0-9]{3}|20[0-9]{2})(?!\\p{N})';
const whenever =
  'if|unless|in case|when|whenever|once|after|before|until|as soon as|while|during|as long as|at any time|على الفور|فورا|عند';

const patterns: Partial<Record<AnswerKind, RegExp>> = {
  time: of(
    `${clock}|${edge(`${calendar}|${otherCalendar}`)}|${span}|${edge('(?:first|last|second|third|fourth|fifth)\\s+(?:working\\s+)?day')}`,
  ),
  duration: of(
    `(?<!(?:every|each|per)\\s+)(?:${span})|${edge('until|indefinite\\w*|permanently|ever|حتى|دائما')}|${edge('يومان|يومين|ساعتان|ساعتين|شهران|شهرين|سنتان|سنتين|عامان|عامين|اسبوعان|اسبوعين')}`,
  ),
  frequency: of(
    `${edge('every|each|per|once|twice|times|daily|weekly|monthly|yearly|annually|hourly|كل|مره|مرات|مرتين|يوميا|اسبوعيا|شهريا|سنويا|हरेक|प्रत्येक|पटक|पल्ट|बार|प्रति')}`,
  ),
  age: /\b(?:aged?|old|older|younger|born)\b|\b\d+[\s-]years?|سنه|عام|वर्ष|साल/iu,
  reason: of(
    `${edge('because|since|due|therefore|so that|in order to|causes?d?|reasons?|as a result|owing|prevent\\w*|avoid\\w*|to|otherwise|لان|بسبب|لكي|حتى|किनभने|कारण\\p{L}*|क्योंकि')}|[:;—–]`,
  ),
  place: of(
    `\\b(?:in|at|near|on|inside|under|behind|above|beside|opposite|from|to)\\s+(?:the\\s+)?[\\p{L}\\p{N}]|${edge('located|room|building|floor|street|city|headquarter\\w*|stored|kept|شارع|حي|مدينه|مبني|في|خلف|امام|بجانب')}|मा(?![\\p{L}\\p{M}])|में`,
  ),
  phone: /(?:\+|\(?0|\b[1-9])[\d\s()./-]{5,}\d/u,
  email: /[^\s@]+@[^\s@]+\.[^\s@]+|\S+\s(?:at|\(at\)|\[at\])\s\S+\s?(?:dot|\.)\s?\S+/iu,
  link: /https?:\/\/|www\.|\b[a-z0-9-]+\.(?:org|com|net|gov|edu|io|info|example)\b/iu,
};

const places = of(
  `${edge('(?:شارع|حي|بنايه|مبني|طابق|ميدان|طريق|صندوق بريد)')}|(?:वडा|नगरपालिका|महानगरपालिका|गाउंपालिका|मार्ग|टोल|चोक|जिल्ला|नगर|गली)`,
);
const streetNames =
  'Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Square|Place|Court|Way|Quay|Terrace|Row|Steps|Hill|Park|Close|Crescent|Highway|Gate|Wharf|Embankment';
const latinStreet = new RegExp(
  `(?:\\p{Lu}[\\p{L}.'’-]+\\s+){1,3}(?:${streetNames})(?!\\p{L})|(?:Rue|Via|Viale|Calle|Plaza|Piazza|Rua|Avenida|Avenue|Platz)\\s+(?:\\p{L}+\\s+){0,4}\\p{Lu}?\\p{L}*\\s*\\p{N}|\\p{Lu}\\p{L}*(?:straße|strasse|straat|gata|weg|platz|gasse|vej)\\s+\\p{N}|\\b[Pp]\\.?\\s?[Oo]\\.?\\s?[Bb]ox`,
  'u',
);
const postcode =
  /\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]{2}\s\d{5}(?:-\d{4})?|\d{4,6}(?:-\d{3,4})?\s+\p{Lu}\p{L}+)/u;

const fullName =
  /(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame)\.?\s+\p{Lu}[\p{L}'-]+)|(?<![.!?:|]\s|^)\p{Lu}[\p{L}'-]+\s+(?:\p{Lu}\.?\s+|(?:de|van|von|der|al|el|bin|da|di)\s+)*\p{Lu}\p{Ll}[\p{L}'-]*|^\p{Lu}[\p{L}'-]+\s+\p{Lu}\p{Ll}+/mu;

const eachNumber = new RegExp(number, 'giu');
const timeUnitNext = of(
  `^[\\s-]*(?:working\\s+|more\\s+|calendar\\s+)?${edge(`${anyTimeUnit}|o'clock|बजे[\\p{L}\\p{M}]*`)}`,
);
const free = of(
  edge('free(?! (?:of|from))|no charge|gratis|nothing|none|unlimited|double|twice|مجاني|مجانا|दोब्बर|निःशुल्क'),
);

/** In scripts without capitals: what stands beside a name. */
const names = of(`${edge('السيد|السيده|الدكتور|الدكتوره|المهندس|الاستاذ|الشيخ|هو|هي|श्री|श्रीमती|हुन्|हुनुहुन्छ|हैं|है')}|[:：]`);

/** Numbers that are no times, dates or numbers of clauses: prices, counts and other amounts, and what stands around them. */
export function amountsIn(text: string): { number: string; before: string; after: string }[] {
  const folded = withoutMarkers(foldWord(text));
  return [...folded.matchAll(eachNumber)].flatMap(({ 0: found, index }) => {
    const [before, after] = [folded.slice(0, index), folded.slice(index + found.length)];
    const isTime =
      timeUnitNext.test(after) ||
      /\p{N}:$/u.test(before) ||
      /^:\p{N}|\p{N}:\p{N}/u.test(`${found}${after}`.slice(0, found.length + 2));
    const isPart = /[\p{L}]$/u.test(before) || (/^\p{N}/u.test(found) && /^\p{L}\p{N}/u.test(after));
    const isYear =
      /^(?:1[5-9]|20)\d\d$/.test(found) &&
      /(?:^|\s)(?:since|in|of|until|from|by|year|عام|سنه|सन्|साल)\s$/iu.test(before);
    return isTime || isPart || isYear ? [] : [{ number: found, before, after }];
  });
}

/** Something of the past has a year, a month or an event, and no hour. */
export const hasDate = (text: string): boolean => dates.test(foldWord(text)) || saysWhen(text);
const dates = of(
  `(?<!\\p{N})(?:1[0-9]{3}|20[0-9]{2})(?!\\p{N})|${edge('january|february|march|april|may|june|july|august|september|october|november|december|centur(?:y|ies)|ago|yesterday|last|since|first')}`,
);

/** Says when by what happens then. */
export const saysWhen = (text: string): boolean => events.test(foldWord(text));
const events = of(edge(whenever));

/** Whether a text has something of that kind; undefined where that cannot be seen. `isNamed`: the question asks for a name. */
export function hasKind(kind: AnswerKind, text: string, isNamed = false): boolean | undefined {
  const folded = withoutArticles(foldWord(text));
  if (kind === 'person') {
    if (!/[a-z]/i.test(text)) return isNamed ? names.test(folded) : undefined;
    return fullName.test(text) || (isNamed ? false : undefined);
  }
  if (kind === 'place' && isAddress(text, folded)) return true;
  if (kind === 'address') return isAddress(text, folded);
  if (kind === 'phone') return [...folded.matchAll(/\+?[\d(][\d\s()./-]{5,}\d/g)].some(([one]) => isPhone(one));
  if (kind === 'amount' || kind === 'quantity' || kind === 'measure')
    return amountsIn(text).length > 0 || free.test(folded);
  return patterns[kind]?.test(folded);
}

/** Arabic writes its article, and words such as "in", in one word with what follows. */
const withoutArticles = (text: string): string =>
  text.replace(/(?<!\p{L})(?:[وفبك])?ال(?=\p{L}{3})/gu, '').replace(/(?<!\p{L})لل(?=\p{L}{3})/gu, '');

/** A street with its number, a postcode with its town, or lines as on an envelope; "a place" is no address. */
function isAddress(text: string, folded: string): boolean {
  if (!/[a-z]/i.test(text)) return places.test(folded);
  const lines = text.split('\n').filter((line) => /^[\p{Lu}\p{N}]/u.test(line.trim()) && line.length < 60);
  const isEnvelope = lines.length > 2 && /\p{N}/u.test(text) && !/[:.]$/m.test(text);
  return postcode.test(text) || latinStreet.test(text) || isEnvelope;
}

/** Figures of a telephone, and neither of an amount nor of a date. */
const isPhone = (text: string): boolean => {
  const figures = text.replace(/\D/g, '').length;
  return (
    figures >= 6 &&
    figures <= 15 &&
    !/^\d{1,3}(?:[.,]\d{3})+$/.test(text) &&
    !/^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/.test(text)
  );
};

const withoutMarkers = (text: string): string =>
  ` ${text.replace(/^\s*(?:[A-Z]?\.?\p{N}+(?:\.\p{N}+)*\.?(?=\s+\p{Lu})|\(?(?:\p{N}{1,3}|[a-z]|[ivx]{1,4})[.)])\s*/gmu, '')}`;

const units: Record<string, string> = {
  heavy: 'kg|kilos?|kilograms?|g|grams?|mg|lbs?|pounds?|oz|ounces?|t|tons?|tonnes?',
  hot: '°\\s?[CFK]?|degrees?|celsius|fahrenheit|kelvin',
  fast: 'km/h|mph|m/s|knots?|per (?:second|minute|hour)|rpm|bits?|seconds?|minutes?|hours?|days?|weeks?',
};
const lengths =
  'mm|cm|m|km|in|inch|inches|ft|feet|foot|yards?|miles?|millimet(?:re|er)s?|centimet(?:re|er)s?|met(?:re|er)s?|kilomet(?:re|er)s?|storeys?|stories|°|degrees';
for (const dimension of ['high', 'tall', 'deep', 'wide', 'thick']) units[dimension] = lengths;

units.far = `${lengths}|paces|steps|blocks|stops|stations|minutes?|hours?|days?`;

/** Whether a text measures what was asked for (`how HEAVY`); undefined where any number would do. */
export function measures(dimension: string, text: string): boolean | undefined {
  const unit = units[dimension];
  return unit === undefined ? undefined : of(`${number}\\s?(?:${unit})(?![\\p{L}])`).test(text);
}

/** A length, which "how long" may ask for as well as for a time. */
export const isLength = (text: string): boolean => of(`${number}\\s?(?:${lengths})(?![\\p{L}])`).test(text);
export const numberPattern = new RegExp(`^(?:${number})$`, 'iu');
