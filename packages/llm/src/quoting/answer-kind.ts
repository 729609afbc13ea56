/** What kind of answer a question wants, and whether a sentence has something of that kind. */
export type AnswerKind = 'time' | 'duration' | 'age' | 'amount' | 'person' | 'place' | 'definition' | 'reason' | 'any';

const month = 'january|february|march|april|may|june|july|august|september|october|november|december';
const time = new RegExp(
  `\\b(?:1[0-9]{3}|20[0-9]{2}|${month}|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|daily|weekly|monthly|annually|midnight|noon|century|\\d{1,2}:\\d{2}|\\d{1,2}\\s?[ap]m|(?:\\d+|one|two|three|four|five|six|seven|ten|twelve)\\s+(?:second|minute|hour|day|week|month|year)s?)\\b`,
  'i',
);
const duration =
  /\b(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half an?)[\s-]+(?:\w+\s)?(?:second|minute|hour|day|week|month|quarter|year|decade|night)s?\b|\buntil\b|\bindefinite/i;
const amount =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety|dozen|hundred|thousand|million|billion|half|twice|none|unlimited|free)\b/i;
const tests: Record<AnswerKind, RegExp | undefined> = {
  time,
  duration,
  age: /\b(?:aged?|old|older|younger|born)\b|\b\d+[\s-]years?/i,
  amount,
  person:
    /(?:\p{Lu}[\p{L}.'-]+\s+\p{Lu}[\p{L}.'-]+)|\b(?:team|committee|board|office|officer|manager|director|department|he|she)\b/u,
  place:
    /\b(?:in|at|near|on|inside|under|behind|above)\s+(?:the\s+)?\p{Lu}|\b(?:located|room|building|floor|street|city|headquarter\w*|stored|kept)\b/u,
  reason:
    /\b(?:because|since|due|therefore|so that|in order to|caused?|reasons?|as a result|owing|prevent\w*|avoid\w*|to)\b/i,
  definition: undefined,
  any: undefined,
};

const counting =
  /\bhow (?:much|many|far|often|high|tall|deep|wide|big|large|fast|heavy)\b|\b(?:number|percentage|percent|amount|minimum|maximum|length|height|weight|price|cost) of\b/;

export function answerKind(question: string): AnswerKind {
  const q = question.toLowerCase();
  if (/\bhow long\b/.test(q)) return 'duration';
  if (/\bhow old\b|\bwhat age\b/.test(q)) return 'age';
  if (counting.test(q)) return 'amount';
  if (/\bwhen\b|\b(?:what|which) (?:year|date|day|month|time)\b/.test(q)) return 'time';
  if (/\bwho(?:se|m)?\b/.test(q)) return 'person';
  if (/\bwhere\b|\b(?:what|which) (?:city|country|place|room)\b/.test(q)) return 'place';
  if (/\bwhy\b/.test(q)) return 'reason';
  if (/^\s*(?:what|who)(?:'s| is| are) |\bdefine\b|\bmeaning of\b|\bwhat does .* mean/.test(q)) return 'definition';
  return 'any';
}

/** Undefined where the kind cannot be told from the words. */
export function hasKind(kind: AnswerKind, sentence: string): boolean | undefined {
  return tests[kind]?.test(sentence);
}

/** The word a question counts or chooses among (`how many EMPLOYEES`, `which OPTIMIZER`): its answer hardly goes without it. */
export function focusWord(question: string): string | undefined {
  return /\b(?:how many|which|what)\s+(?!(?:is|are|was|were|do|does|did|can|will|would|has|have|should|must)\b)([\p{L}-]+)/iu.exec(
    question,
  )?.[1];
}
