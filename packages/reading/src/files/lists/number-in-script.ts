/** Numbers of other scripts, and in circles. Word's names where it has one. */
export type ScriptFormat =
  | 'decimalEnclosedCircle'
  | 'decimalEnclosedParen'
  | 'decimalEnclosedFullstop'
  | 'decimalFullWidth'
  | 'numberInDash'
  | 'chinese'
  | 'chineseStems'
  | 'aiueo'
  | 'iroha'
  | 'ganada'
  | 'arabicAlpha'
  | 'arabicAbjad'
  | 'arabicDigits'
  | 'hebrew'
  | 'hindiDigits'
  | 'thaiDigits'
  | 'thaiLetters'
  | 'russianLower'
  | 'russianUpper'
  | 'lowerGreek';

/** What counts by letters in their order: after the last one it begins again, doubled. */
const letters: Partial<Record<ScriptFormat, string>> = {
  chineseStems: '甲乙丙丁戊己庚辛壬癸',
  aiueo: 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン',
  iroha: 'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス',
  ganada: '가나다라마바사아자차카타파하',
  arabicAlpha: 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي',
  arabicAbjad: 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ',
  thaiLetters: 'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ',
  russianLower: 'абвгдежзиклмнопрстуфхцчшщыэюя',
  russianUpper: 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ',
  lowerGreek: 'αβγδεζηθικλμνξοπρστυφχψω',
};
/** The character for nought of what counts by ten digits. */
const noughts: Partial<Record<ScriptFormat, number>> = {
  decimalFullWidth: 0xff10,
  arabicDigits: 0x660,
  hindiDigits: 0x966,
  thaiDigits: 0xe50,
};
/** The character for one of what has a character for each number, and the last number that has one. */
const enclosed: Partial<Record<ScriptFormat, [number, number]>> = {
  decimalEnclosedCircle: [0x2460, 20],
  decimalEnclosedParen: [0x2474, 20],
  decimalEnclosedFullstop: [0x2488, 20],
};

const chineseDigits = '零一二三四五六七八九';

/** Up to 9,999: 十, 十二, 二十, 一百零三. */
function chinese(value: number): string {
  let text = '';
  let gap = false;
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    if (gap) text += '零';
    gap = false;
    text += unit === 10 && digit === 1 && text === '' ? name : `${chineseDigits[digit]}${name}`;
  }
  return text;
}

const hebrewLetters: [number, string][] = [
  ...[...'תשרק'].map((letter, i): [number, string] => [400 - i * 100, letter]),
  [90, 'צ'],
  [80, 'פ'],
  [70, 'ע'],
  [60, 'ס'],
  [50, 'נ'],
  [40, 'מ'],
  [30, 'ל'],
  [20, 'כ'],
  // 15 and 16 are not written as a name of God
  [16, 'טז'],
  [15, 'טו'],
  ...[...'יטחזוהדגבא'].map((letter, i): [number, string] => [10 - i, letter]),
];

function hebrew(value: number): string {
  let left = value;
  let text = '';
  for (const [worth, letter] of hebrewLetters) {
    for (; left >= worth; left -= worth) text += letter;
  }
  return text;
}

/** From 1 on. What the script has no sign for is decimal. */
export function numberInScript(value: number, format: ScriptFormat): string {
  if (format === 'numberInDash') return `- ${value} -`;
  if (format === 'chinese') return chinese(value);
  if (format === 'hebrew') return hebrew(value);
  const list = letters[format];
  if (list) return (list[(value - 1) % list.length] ?? '').repeat(Math.ceil(value / list.length));
  const nought = noughts[format];
  if (nought !== undefined)
    return String(value).replace(/\d/g, (digit) => String.fromCodePoint(nought + Number(digit)));
  const [one, last] = enclosed[format] ?? [0, 0];
  return value <= last ? String.fromCodePoint(one + value - 1) : String(value);
}
