/** Formulas on one line, as people type them: `x = (-b ± √(b^2 - 4ac))/(2a)`. Arguments are formulas on one line already. */

/** A number, a name, or one sign: 2c is not one thing, for a/2c would be read in two ways. */
const oneThing = /^(?:[+\-−]?(?:[∛∜√]?[\p{N}.,]+%?|[∛∜√]?[\p{L}\p{M}]+['′]*|∞)|\S)$/u;
const isOneWord = (text: string): boolean => oneThing.test(text);

/** Whether the bracket that a text begins with is closed by its last character. */
function isBracketed(text: string): boolean {
  if (!/^[([{|]/.test(text)) return false;
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character) && --depth === 0) return i === [...text].length - 1;
  }
  return false;
}

/** In brackets, unless it is one number, one word, or in brackets already. */
export const grouped = (text: string): string => {
  const trimmed = text.trim();
  return trimmed === '' || isOneWord(trimmed) || isBracketed(trimmed) ? trimmed : `(${trimmed})`;
};

export const fraction = (over: string, under: string): string => `${grouped(over)}/${grouped(under)}`;
export const stacked = (over: string, under: string): string => `binom(${over.trim()}, ${under.trim()})`;

/** A base with what stands below and above it; '' where nothing does. */
export function scripts(base: string, below: string, above: string): string {
  const foot = below.trim() === '' ? '' : `_${grouped(below)}`;
  // a prime is raised as it is
  const head = above.trim() === '' ? '' : /^[′″'*†°]+$/.test(above.trim()) ? above.trim() : `^${grouped(above)}`;
  const whole = /[\s+\-−/=]/.test(base.trim()) && !isBracketed(base.trim()) ? grouped(base) : base;
  return `${whole}${foot}${head}`;
}

export function root(degree: string, under: string): string {
  const sign = { '': '√', '2': '√', '3': '∛', '4': '∜' }[degree.trim()];
  const inner = grouped(under);
  return sign === undefined ? `root(${degree.trim()}, ${under.trim()})` : `${sign}${inner}`;
}

/** A sum, a product, an integral: its sign with its limits, then what it is taken of. */
export const large = (sign: string, from: string, to: string, of: string): string =>
  `${scripts(sign, from, to)} ${of.trim()}`.trim();

export const matrix = (rows: string[][]): string =>
  rows.map((row) => row.map((cell) => cell.trim()).join(', ')).join('; ');

const signs: Record<string, [string, string]> = {
  '\u0302': ['\u0302', 'hat'],
  '^': ['\u0302', 'hat'],
  '\u0303': ['\u0303', 'tilde'],
  '~': ['\u0303', 'tilde'],
  '\u0304': ['\u0304', 'bar'],
  '\u0305': ['\u0304', 'bar'],
  '¯': ['\u0304', 'bar'],
  '‾': ['\u0304', 'bar'],
  '\u20d7': ['\u20d7', 'vec'],
  '→': ['\u20d7', 'vec'],
  '\u0307': ['\u0307', 'dot'],
  '˙': ['\u0307', 'dot'],
  '\u0308': ['\u0308', 'ddot'],
  '¨': ['\u0308', 'ddot'],
};

/** Whether a sign is one that stands over a letter and joins it. */
export const isAccent = (sign: string): boolean => sign in signs;

/** A sign over a letter joins it; over more it is named: `bar(a + b)`. */
export function accented(base: string, sign: string): string {
  const [combining, name] = signs[sign] ?? ['', 'accent'];
  const text = base.trim();
  return combining !== '' && /^\p{L}$/u.test(text) ? `${text}${combining}`.normalize('NFC') : `${name}(${text})`;
}
