import type { NumberFormat } from '../lists/list-number.ts';
import { child, childrenNamed, descendants, isOn, stated, type XmlElement } from './xml-tree.ts';

/** A level of a list. `hasGap`: something stands between the number and the words. `restart`: it begins again after a level below this number; 0: never. `style`: paragraphs of it are on this level. */
export type Level = {
  start: number;
  format: NumberFormat;
  text: string;
  hasGap: boolean;
  restart: number;
  allDecimal: boolean;
  style: string | undefined;
};
/** A list that paragraphs name. Those with the same `counter` continue each other; `starts` are levels that begin again in this one. */
export type List = { counter: string; levels: Map<number, Level>; starts: Map<number, number> };
/** Undefined for a number that names no list. */
export type Numbering = (numId: string) => List | undefined;

const own: NumberFormat[] = [
  'decimal',
  'decimalZero',
  'lowerLetter',
  'upperLetter',
  'lowerRoman',
  'upperRoman',
  'ordinal',
  'bullet',
  'none',
  'cardinalText',
  'ordinalText',
  'decimalEnclosedCircle',
  'decimalEnclosedParen',
  'decimalEnclosedFullstop',
  'decimalFullWidth',
  'numberInDash',
  'iroha',
  'aiueo',
  'ganada',
  'arabicAlpha',
  'arabicAbjad',
  'thaiLetters',
  'russianLower',
  'russianUpper',
];
/** Formats that Word tells apart and that look alike, or nearly so. */
const alike: Record<string, NumberFormat> = {
  decimalEnclosedCircleChinese: 'decimalEnclosedCircle',
  decimalFullWidth2: 'decimalFullWidth',
  chineseCounting: 'chinese',
  chineseCountingThousand: 'chinese',
  chineseLegalSimplified: 'chinese',
  ideographDigital: 'chinese',
  japaneseCounting: 'chinese',
  japaneseDigitalTenThousand: 'chinese',
  japaneseLegal: 'chinese',
  taiwaneseCounting: 'chinese',
  taiwaneseCountingThousand: 'chinese',
  taiwaneseDigital: 'chinese',
  koreanDigital2: 'chinese',
  ideographTraditional: 'chineseStems',
  iouroha: 'iroha',
  irohaFullWidth: 'iroha',
  aiueoFullWidth: 'aiueo',
  hebrew1: 'hebrew',
  hebrew2: 'hebrew',
  hindiNumbers: 'hindiDigits',
  thaiNumbers: 'thaiDigits',
};

/** By how many digits a pattern has. */
const customs: Record<number, NumberFormat> = {
  2: 'decimalZero',
  3: 'decimalZero3',
  4: 'decimalZero4',
  5: 'decimalZero5',
};

/** Word's format; one that it writes as a pattern (`001, 002, …`) by its noughts. */
export function formatOf(level: XmlElement): NumberFormat {
  const stated = descendants(level, 'w:numFmt')[0]?.attributes;
  if (stated?.val === 'custom') return customs[/^0*1/.exec(stated.format ?? '')?.[0].length ?? 0] ?? 'decimal';
  const name = stated?.val ?? 'decimal';
  return own.find((format) => format === name) ?? alike[name] ?? 'decimal';
}

function levelOf(element: XmlElement, index: number): Level {
  const format = formatOf(element);
  const suffix = stated(element, 'w:suff');
  const restart = stated(element, 'w:lvlRestart');
  const start = Number(stated(element, 'w:start') ?? '0');
  return {
    start: Number.isFinite(start) ? start : 0,
    // a picture for a bullet
    format: child(element, 'w:lvlPicBulletId') ? 'bullet' : format,
    text: stated(element, 'w:lvlText') ?? '',
    hasGap: suffix !== 'nothing',
    restart: restart === undefined ? index : Number(restart),
    allDecimal: isOn(element, 'w:isLgl') ?? false,
    style: stated(element, 'w:pStyle'),
  };
}

const levelsOf = (parent: XmlElement | undefined): Map<number, Level> =>
  new Map(
    childrenNamed(parent, 'w:lvl').map((level) => {
      const index = Number(level.attributes.ilvl ?? '0');
      return [index, levelOf(level, index)];
    }),
  );

/** `listOf`: the number that a style for lists names. `root`: the part with the lists; undefined where a document has none. */
export function readNumbering(root: XmlElement | undefined, listOf: (style: string) => string | undefined): Numbering {
  const byId = (name: string, id: string) =>
    new Map(childrenNamed(root, name).map((element) => [element.attributes[id] ?? '', element]));
  const abstracts = byId('w:abstractNum', 'abstractNumId');
  const numbers = byId('w:num', 'numId');
  /** A list may be that of a style, which is kept under another number. */
  const definition = (numId: string, depth = 0): XmlElement | undefined => {
    const abstract = abstracts.get(stated(numbers.get(numId), 'w:abstractNumId') ?? '');
    const style = stated(abstract, 'w:numStyleLink');
    const linked = style === undefined || depth > 5 ? undefined : listOf(style);
    return (linked === undefined ? undefined : definition(linked, depth + 1)) ?? abstract;
  };
  const known = new Map<string, List | undefined>();
  const read = (numId: string): List | undefined => {
    const abstract = definition(numId);
    if (!abstract) return undefined;
    const levels = levelsOf(abstract);
    const starts = new Map<number, number>();
    for (const change of childrenNamed(numbers.get(numId), 'w:lvlOverride')) {
      const index = Number(change.attributes.ilvl ?? '0');
      const level = child(change, 'w:lvl');
      if (level) levels.set(index, levelOf(level, index));
      const start = stated(change, 'w:startOverride');
      if (start !== undefined) starts.set(index, Number(start));
    }
    return { counter: abstract.attributes.abstractNumId ?? '', levels, starts };
  };
  return (numId) => {
    if (!known.has(numId)) known.set(numId, read(numId));
    return known.get(numId);
  };
}
