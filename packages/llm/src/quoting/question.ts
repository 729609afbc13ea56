import type { AnswerKind } from './evidence.ts';
import { foldWord } from './languages.ts';
import { contentWords } from './words.ts';

/**
 * A question as the built-in model understands it. `topic`: what a definition must define; `core`: terms without which nothing answers
 * it, such as X of "how many X"; `said`: words that only name the kind of answer (phone, address, price), which the answer need not have.
 */
export type Asked = {
  kind: AnswerKind;
  /** Only a definition will do; else a sentence that says it some other way will, too. */
  isStrict: boolean;
  /** Asks for a name: who somebody is. */
  isNamed: boolean;
  topic: string[];
  core: string[];
  said: Set<string>;
  /** Asks for a day or an hour, which no "before" or "if" answers. */
  isDated: boolean;
  /** Asks when something was, which no opening hour says. */
  isPast: boolean;
  /** What something is for: "the fine FOR LATE ARRIVAL". */
  purpose: string[];
  /** Asks for what is the case without something. */
  isWithout: boolean;
  /** X of "how X": heavy, high. */
  dimension: string | undefined;
};

const termsOf = (text: string): string[] => [...new Set(contentWords(text).map(({ term }) => term))];

const definitions: [RegExp, isStrict: boolean][] = [
  [/^\s*what (?:is|are|was|were) meant by (.+)/i, true],
  [/\b(?:meaning|definition) of (.+)/i, true],
  [/^\s*(?:please )?(?:define|explain)\s+(?:the (?:word|term) )?(.+)/i, true],
  [
    /^\s*what (?:does|do|did) (?:the (?:word|term|expression) )?(.+?) (?:mean|stand for|denote|signify|refer to|indicate)\b/i,
    true,
  ],
  [/^\s*how (?:is|are|was|were) (.+?) defined\b/i, true],
  [/^\s*how (?:does|do) .+? define (.+)/i, true],
  [/^\s*what counts as (.+)/i, true],
  [/^\s*(?:what|who) (?:is|are|was|were) an? (.+)/i, true],
  [
    /^\s*what(?: is|'s|’s| are) (?!(?:the|my|your|our|their|his|her|its|this|that|these|those|there|not|in|on|at|to|for|of|it|covered|included|excluded|allowed|forbidden|required|needed|done)\b)((?:(?!\b(?:for|with|in|on|at|by|to|from|about)\b)[^,])+?)\s*\??\s*$/i,
    false,
  ],
  // "X कसलाई भनिन्छ", "X भनेको के हो", "ما هو X"
  [/^\s*ما\s+(?:(?:هو|هي|المقصود|معني|معنى|تعريف|المراد)\s+(?:ب)?)+(.+)/u, false],
  [/^\s*(?:عرف|اشرح)\s+(.+)/u, true],
  [/^(.+?)\s*(?:भन्नाले|भनेको|भनेका|को अर्थ|को परिभाषा)\s*(?:के|कसलाई|कुन)/u, true],
  [/^(.+?)\s+(?:क्या है|क्या हैं|के हो)\s*[?؟।]?\s*$/u, false],
];

const kinds: [AnswerKind, RegExp, said?: RegExp][] = [
  [
    'email',
    /\be-?mail\b(?=.*\b(?:address|contact|write)|\s*\??\s*$|\s+(?:of|for))|البريد الالكتروني|بريد الكتروني|इमेल|ईमेल/,
    /e-?mail|address|mail|البريد|بريد|الالكتروني|الكتروني|इमेल\S*|ईमेल\S*|ठेगाना/g,
  ],
  [
    'phone',
    /\b(?:tele)?phone\b|\bfax\b|\bhotline number\b|\bnumber (?:can|do|should|must) (?:i|we|you) (?:call|ring|dial)\b|هاتف|جوال|तेलेफोन|टेलिफोन|फोन|मोबाइल/,
    /(?:tele)?phone|numbers?|call|ring|dial|رقم|هاتف|फोन|नम्बर|नंबर|टेलिफोन|मोबाइल/g,
  ],
  [
    'link',
    /\b(?:web ?site|web ?page|web address|url|home ?page)\b(?=.*\?)/,
    /web ?site|web ?page|web address|url|home ?page|address/g,
  ],
  [
    'address',
    /\b(?:what|which|give|tell)\b.*\b(?:postal|mailing|street|business)?\s?address\b|^\s*(?:postal |mailing |street )?address\b|عنوان|العنوان|ठेगाना|पता (?:क्या|के)/,
    /(?:postal|mailing|street|business) address|address|write|send|post|mail|letters?|العنوان|عنوان|ठेगाना|पता/g,
  ],
  [
    'duration',
    /\bhow long\b|\bhow much (?:time|notice)\b|\bhow (?:quickly|soon)\b|\bhow many (?:\w+ ){0,2}(?:seconds|minutes|hours|days|nights|weeks|months|years)\b|كم (?:مده|المده|يستغرق|يستمر|يوما|شهرا|سنه|ساعه|عاما|دقيقه|اسبوعا)|ما مده|कति (?:दिन|समय|वर्ष|महिना|घण्टा|हप्ता)|कितने (?:दिन|समय|साल|महीने|घंटे)/,
  ],
  ['frequency', /\bhow (?:often|frequently)\b|\bhow many times\b|कति पटक|कितनी बार|كم مره/],
  ['age', /\bhow old\b|\bwhat age\b|\bminimum age\b/],
  [
    'quantity',
    /\bhow many\b|\bnumber of\b|كم (?!رسم|الرسم|سعر|ثمن|تكلف|غرام|قيم|يبلغ|تبلغ|يكلف|تكلف|مبلغ|ال|يدفع|ادفع|ندفع|هو|هي)|كم عدد|ما عدد|कति (?:जना|वटा|ओटा|कित्ता)|कितने|कितनी/,
  ],
  [
    'time',
    /(?:^|[,;]|\b(?:since|until|till|from|by|know|tell me|and|or))\s*when\b|\b(?:what|which|on which|on what) (?:year|date|days?|month|times?|hours?|season)\b|\bopening (?:hours|times)\b|\bdeadline\b|متي|(?:في )?اي (?:يوم|ساعه|شهر|وقت|تاريخ|سنه|عام)|ساعات العمل|कहिले|कति बजे|कुन (?:दिन|महिना|समय|बार|मिति|साल)|कब|कितने बजे/,
  ],
  [
    'amount',
    /\bhow much\b|\bhow (?:high|large|big|expensive)\b|\b(?:price|cost|fee|charge|fine|penalty|percentage|percent|maximum|minimum|amount|weight|height|length|width|depth|volume|voltage|temperature|power)s?\b(?! point)|\bwhat (?:rate|share|sum)\b|(?:^|\s)كم(?:\s|$)|ما (?:سعر|ثمن|رسم|قيمه|تكلفه|مقدار|غرامه|مبلغ)|कति|कितना|कितने/,
  ],
  ['measure', /\bhow (?:far|tall|deep|wide|fast|heavy|hot|thick|cold)\b/],
  ['person', /\bwho(?:se|m)?\b|^\s*من\s|कसले|कसलाई|को (?:हुन्|हो|हुनुहुन्छ)|कौन/],
  ['place', /\bwhere\b|\b(?:what|which|in which) (?:city|country|place|room|building|street|floor)\b|اين|कहां|कहाँ/],
  ['reason', /\bwhy\b|\bfor what reason\b|لماذا|किन(?![\p{L}\p{M}])|क्यों/u],
];

export function readQuestion(question: string): Asked {
  const q = foldWord(question.toLowerCase())
    .replace(/[?؟।]+\s*$/u, ' ')
    .trim();
  const asked = kinds.find(([, pattern]) => pattern.test(q));
  const found = asked?.[0];
  const defined = definitions.flatMap(([pattern, isStrict]) => {
    const topic = pattern.exec(question)?.[1] ?? pattern.exec(foldWord(question))?.[1];
    return topic === undefined ? [] : [{ topic: termsOf(topic), isStrict }];
  })[0];
  const isDefinition =
    defined !== undefined &&
    defined.topic.length > 0 &&
    (found === undefined || (defined.isStrict && !isTyped(found)) || (found === 'person' && defined.isStrict));
  const dimension = /\btemperature\b/.test(q) ? 'hot' : /\bhow ([a-z]+)\b/.exec(q)?.[1];
  const said = new Set(asked?.[2] ? [...q.matchAll(asked[2])].flatMap(([word]) => termsOf(word)) : []);
  return {
    kind: isDefinition ? 'definition' : (found ?? 'any'),
    // the short question for a value is one for a definition only in English, where values take an article
    isStrict: isDefinition && (defined.isStrict || /[a-z]/i.test(question)),
    isNamed:
      found === 'person' &&
      /^\s*who(?:'s|’s| is| are| was| were)\b|^من (?:هو|هي|كان|كانت)|को (?:हुन्|हुनुहुन्छ)|कौन (?:है|हैं)/iu.test(q),
    topic: isDefinition ? defined.topic : [],
    core: isDefinition ? [] : coreOf(question, q, found).filter((term) => !said.has(term)),
    said,
    isDated:
      /\b(?:what|which) (?:day|days|date|month|year|time|times)\b|اي (?:يوم|ساعه|شهر|تاريخ|سنه|عام)|कति बजे|कुन (?:दिन|महिना|मिति|साल|बार)/u.test(
        q,
      ),
    isPast: /\bwhen (?:was|were|did|had)\b/.test(q),
    purpose: termsOf(
      /\b(?:fine|limit|penalty|deductible|deposit|fee|fare|price|charge|rate|tax|maximum|minimum|allowance|amount|sum|warranty|insurance|rule|form|number) for ((?:[\p{L}-]+\s*){1,3})/iu.exec(
        question,
      )?.[1] ?? '',
    ),
    isWithout: /\b(?:without|no|not|never|free|exempt)\b/.test(q),
    dimension: found === 'amount' || found === 'measure' ? dimension : undefined,
  };
}

/** Kinds that "what is a …" may ask for, too: "what is a reminder's price". */
const isTyped = (kind: AnswerKind): boolean => ['phone', 'email', 'address', 'link'].includes(kind);

/** Words that say what is measured, and not of what. */
const generic = new Set(
  termsOf(
    'length number amount period duration size quantity level minimum maximum total sum value people persons temperature date',
  ),
);
const withoutGeneric = (terms: string[]): string[] => terms.filter((term) => !generic.has(term));

/** What is counted, priced or chosen among, and whose name is wanted. */
function coreOf(question: string, q: string, kind: AnswerKind | undefined): string[] {
  const priced =
    /\b(?:what|how much) (?:do|does|did|must|should|will|would) (?:an? |the |my |your |our )?(.+?) (?:cost|pay|charge)\b/iu.exec(
      question,
    )?.[1];
  if (priced !== undefined) return termsOf(priced).slice(-1);
  // the verb, which Arabic puts first
  if (kind === 'time') return /^متي/u.test(q) ? termsOf(question).slice(0, 1) : termsOf(question).slice(-1);
  const much =
    /\bhow much\s+(?!(?:is|are|was|were|do|does|did|can|will|would|has|have|must|should|may|time|money|notice)\b)([\p{L}-]+)/iu.exec(
      question,
    )?.[1];
  if (much !== undefined) return termsOf(much);
  const verb =
    /^\s*who\s+(?!(?:is|are|was|were|can|may|must|will|would|should|shall|do|does|did|has|have|had)\b)([\p{L}-]+)/iu.exec(
      question,
    )?.[1];
  if (verb !== undefined) return termsOf(verb);
  const counted = /\bhow many\s+([\p{L}-]+(?:\s+of\s+[\p{L}-]+)?)/iu.exec(question)?.[1];
  if (counted !== undefined) return withoutGeneric(termsOf(counted)).slice(-1);
  const named =
    /\b(?:what|who|how \w+)(?: is|'s|’s| are| was| were| will be)(?: the| an?| my| your| our| its)?\s+((?:(?!of\b|for\b|per\b|in\b|on\b|at\b|to\b|if\b|when\b|that\b|between\b|with\b|from\b|after\b|before\b|paid\b)[\p{L}\p{N}'’-]+\s*)+)/iu.exec(
      question,
    )?.[1];
  if (named !== undefined) return withoutGeneric(termsOf(named)).slice(-1);
  const chosen =
    /\b(?:which|what)\s+(?!(?:is|are|was|were|do|does|did|can|will|would|has|have|had|should|must|may|might|happens|happened|counts|else|not|to|the)\b)((?:[\p{L}-]+\s+){0,2}?[\p{L}-]+)\s+(?:is|are|was|were|do|does|did|can|will|would|has|have|should|must|may|might|need)\b/iu.exec(
      question,
    )?.[1];
  if (chosen !== undefined) return termsOf(chosen).slice(-1);
  if (kind === 'place' && /[a-z]/.test(q)) return termsOf(question).slice(-1);
  if (kind === 'duration' || kind === 'frequency') return [];
  const arabic = /^(?:كم(?: عدد| تبلغ| يبلغ| هو| هي)?|من (?:هو|هي)|ما (?:هو|هي|عدد|سعر|رسم)?)\s+(\S+)/u.exec(q)?.[1];
  if (arabic !== undefined) return termsOf(arabic);
  const before = /(\S+)\s+(?:कति|को|कहिले|के|कितना|कितनी|कौन|क्या)\s+(?:हो|हुन्|छ|छन्|हुन्छ|है|हैं|थियो)/u.exec(q)?.[1];
  if (before !== undefined && kind !== undefined) return termsOf(before);
  const behind = /(?:कति|कितने|कितनी)\s+(?:जना\s+|वटा\s+|ओटा\s+|कित्ता\s+)?(\S+)/u.exec(q)?.[1];
  return behind === undefined ? [] : termsOf(behind);
}
