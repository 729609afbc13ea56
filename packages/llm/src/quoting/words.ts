import { foldWord, otherStopWords, stemOther } from './languages.ts';

/** Words that a question is made of and that say nothing about its answer. */
const stopWords = new Set(
  `a about above after again against all am an and any anybody anyone anything are as at be because been before being below
  between both but by can could did do does doing down during each either else ever every few for from further get gets getting got back give gives
  given had has have having he her here hers herself him himself his how i if in into is it its itself just know let like
  many may me might mine more most much must my myself need no nor not of off often old on once one only or other our ours
  ourselves out over own please said same say says shall she should show so some somebody someone something such tell than
  that the their theirs them themselves then there these they thing things this those through to too under until up upon us
  very was we were what whats when where whether which while who whom whose why will with within without would yes yet you your
  yours yourself long far kind sort type exactly mean means meant describe explain define list according document documents
  source sources text passage file happen happens happened main regarding concerning also`.split(/\s+/),
);

/** Words that questions and documents use for one another. Stemmed when loaded; the first stands for its group. */
const synonyms = new Map<string, string>();

const groups = `cost price fee charge pay fare tariff|begin start commence|end terminate finish expire|buy purchase acquire|employee staff worker
  personnel|holiday vacation leave|salary wage|boss manager supervisor|car vehicle automobile|big large|quick fast
  rapid|found establish create|build construct|help assist|show display|refund reimburse|allow permit permission|forbid prohibit
  ban|company firm corporation|author writer|doctor physician|illness disease|child kid|delete erase|error fault|repair
  fix|sign signature|phone telephone|mail email|person people|lead head|invent inventor|live reside|weigh weight heavy|high height
  tall|deep depth|wide width|die death|born birth|minimum least|common frequent|side adverse|participant participate patient enroll|store keep
  retain save|fund finance sponsor|visitor guest|ticket admission|require need|contain include|answer reply respond|send submit|bring take carry|decide decision|refuse refusal|apply application|inform notify notice report|receive receipt|describe description|enter entry entrance|sell sale|lose loss|choose choice|fly flight|grow growth|produce production|speed fast|penalty fine|volt voltage|watt wattage|operate run manage|cancel cancellation|arrive arrival|depart departure`;

const irregular = new Map(
  `forbidden forbid|wound wind|hung hang|drew draw|drawn draw|lent lend|struck strike|swept sweep|tore tear|torn tear|threw throw|thrown
  throw|woke wake|burnt burn|dug dig|shot shoot|sat sit|kept keep|paid pay|sent send|held hold|made make|sold sell|bought buy|built build|began begin|begun begin|wrote write|written
  write|took take|taken take|grew grow|grown grow|rose rise|risen rise|won win|led lead|met meet|lost lose|spent spend|taught
  teach|chose choose|chosen choose|broke break|broken break|drove drive|driven drive|fell fall|fallen fall|drank drink|ate
  eat|eaten eat|flew fly|flown fly|ran run|spoke speak|spoken speak|thought think|brought bring|caught catch|sang sing|swam
  swim|wore wear|worn wear|stood stand|understood understand|became become|came come|went go|gone go|knew know|known know|saw
  see|seen see|stole steal|stolen steal|fed feed|slept sleep|feet foot|teeth tooth|children child|men man|women woman|mice
  mouse|sown sow|shown show|hidden hide|hid hide|forgot forget|forgotten forget|frozen freeze|froze freeze|indices index|criteria criterion|analyses analysis|won't will`
    .split('|')
    .map((pair) => pair.trim().split(/\s+/) as [string, string]),
);

/** A word's stem: `terminates`, `termination` and `terminated` are one. Cruder than Porter's, which is what quoting needs. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const bare = word
    .replace(/(?:'|’)s$/, '')
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:sses)$/, 'ss');
  for (const suffix of suffixes) {
    if (bare.length - suffix.length >= (/^(?:[eo]rs?|[ae]nces?)$/.test(suffix) ? 4 : 3) && bare.endsWith(suffix))
      return undouble(bare.slice(0, -suffix.length));
  }
  return undouble(bare);
}

const suffixes =
  `ization isation ances ance ences ence ational ations ation ators ator ating ated ates ate izing ised ized ises izes ise ize ments ment nesses ness
  ingly edly ings ing ions ion ers er ors or est ed es ly al e s y`.split(/\s+/);

/** `stopped` is `stop`; `process` keeps its s. */
const undouble = (text: string): string => text.replace(/([bdfgmnprt])\1$/, '$1');

for (const group of groups.split('|')) {
  const [first = '', ...others] = group.trim().split(/\s+/).map(stem);
  for (const other of others) synonyms.set(other, first);
}

/** Words that nearly every document has: they tell little about which sentence is meant. */
const pale = new Set(
  'company person product user customer system time year day number name value data require'
    .split(' ')
    .map((word) => stem(word)),
);

/** True for terms that should weigh less than their rarity says. */
export const isPale = (term: string): boolean => pale.has(term);

export type Word = { term: string; raw: string; index: number };

/** What must not be is forbidden. */
const forbidding =
  /\b(?:must|may|shall|can|should) (?:not|never)\b|\bcannot\b|\bnot (?:be )?(?:allowed|permitted|admitted)\b|\bno [\p{L} ]{2,30} (?:may|shall|must)\b|\bmay [\p{L} ]{1,20} not\b/iu;
const forbidden = synonyms.get(stem('forbid')) ?? stem('forbid');

const isAcronym = (word: string, text: string): boolean =>
  /^[A-Z]{2,5}$/.test(word) && stopWords.has(word.toLowerCase()) && /\p{Ll}{2}/u.test(text);

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of a text that carry meaning, as terms that can be compared. Any script that Unicode knows words of. */
export function contentWords(text: string): Word[] {
  const words: Word[] = [];
  if (forbidding.test(text)) words.push({ term: forbidden, raw: '', index: 0 });
  for (const part of segmenter.segment(text.replace(/\b(?:take|takes|took|taken) part\b/gi, 'participate'))) {
    if (!part.isWordLike) continue;
    const lower = foldWord(part.segment.toLowerCase().normalize('NFKC'));
    if (otherStopWords.has(lower)) continue;
    // in capitals within a sentence of small letters it is an acronym
    if (isAcronym(part.segment, text)) {
      words.push({ term: part.segment, raw: part.segment, index: part.index });
      continue;
    }
    if (stopWords.has(lower) || (lower.length === 1 && !/[\d\u0900-\uffff]/.test(lower))) continue;
    // Japanese particles and endings.
    if (lower.length <= 2 && /^\p{Script=Hiragana}+$/u.test(lower)) continue;
    const stemmed = stemOther(lower) ?? stem(irregular.get(lower) ?? lower);
    words.push({ term: synonyms.get(stemmed) ?? stemmed, raw: part.segment, index: part.index });
  }
  return words;
}
