/** A formula of a workbook as a tree. Rows and columns count from 0; `sheet`: undefined for the one that the formula is on. */
export type Formula =
  | { kind: 'value'; value: number | string | boolean }
  | { kind: 'range'; sheet: string | undefined; from: Place; to: Place }
  | { kind: 'call'; name: string; parts: Formula[] }
  | { kind: 'operation'; operator: string; left: Formula; right: Formula }
  | { kind: 'negative' | 'percent'; of: Formula };
export type Place = { row: number; column: number };

/** What is beyond this reading of formulas: names, arrays, functions that nobody needs to show a total. */
export class UnknownFormula extends Error {}

const token =
  /\s*(?:(?<number>\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|"(?<text>(?:[^"]|"")*)"|(?<ref>(?:(?:'(?:[^']|'')+'|[\p{L}\d_.]+)!)?\$?[a-z]{1,3}\$?\d{1,7}(?::\$?[a-z]{1,3}\$?\d{1,7})?)(?![\p{L}\d_(.])|(?<word>[\p{L}_][\p{L}\d_.]*)|(?<sign><>|<=|>=|[-+*/^&=<>%(),;]))/giuy;

type Token = { kind: 'number' | 'text' | 'ref' | 'word' | 'sign'; text: string };

function tokens(formula: string): Token[] {
  const all: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < formula.trimEnd().length) {
    const groups = token.exec(formula)?.groups;
    const found = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
    if (!found || all.length > 2_000) throw new UnknownFormula(formula);
    all.push({ kind: found[0] as Token['kind'], text: found[1] });
  }
  return all;
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function rangeOf(text: string): Formula {
  const at = text.lastIndexOf('!');
  const sheet = at < 0 ? undefined : text.slice(0, at).replace(/^'|'$/g, '').replaceAll("''", "'");
  const [from, to] = text
    .slice(at + 1)
    .split(':')
    .map((place): Place => {
      const [, letters = '', digits = ''] = /^\$?([a-z]+)\$?(\d+)$/i.exec(place) ?? [];
      return { row: Number(digits) - 1, column: columnOf(letters) };
    });
  if (!from) throw new UnknownFormula(text);
  return { kind: 'range', sheet, from, to: to ?? from };
}

/** Operators that bind least first. */
const levels = [['=', '<>', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']];

class Parser {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(formula: string) {
    this.#tokens = tokens(formula);
  }

  whole(): Formula {
    const formula = this.#level(0);
    if (this.#at < this.#tokens.length) throw new UnknownFormula('more behind the end');
    return formula;
  }

  #sign(...signs: string[]): string | undefined {
    const next = this.#tokens[this.#at];
    if (next?.kind !== 'sign' || !signs.includes(next.text)) return undefined;
    this.#at++;
    return next.text;
  }

  #level(level: number): Formula {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let left = this.#level(level + 1);
    for (let operator = this.#sign(...operators); operator; operator = this.#sign(...operators)) {
      left = { kind: 'operation', operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #unary(): Formula {
    if (++this.#depth > 200) throw new UnknownFormula('too deep');
    const sign = this.#sign('-', '+');
    let formula: Formula =
      sign === '-' ? { kind: 'negative', of: this.#unary() } : sign ? this.#unary() : this.#primary();
    while (this.#sign('%')) formula = { kind: 'percent', of: formula };
    this.#depth--;
    return formula;
  }

  #primary(): Formula {
    const next = this.#tokens[this.#at++];
    switch (next?.kind) {
      case 'number':
        return { kind: 'value', value: Number(next.text) };
      case 'text':
        return { kind: 'value', value: next.text.replaceAll('""', '"') };
      case 'ref':
        return rangeOf(next.text);
      case 'word':
        return this.#word(next.text.toUpperCase());
      default:
        return this.#bracket(next);
    }
  }

  #bracket(next: Token | undefined): Formula {
    if (next?.text !== '(') throw new UnknownFormula('no value');
    const formula = this.#level(0);
    if (!this.#sign(')')) throw new UnknownFormula('no closing bracket');
    return formula;
  }

  #word(word: string): Formula {
    if (!this.#sign('(')) {
      if (word !== 'TRUE' && word !== 'FALSE') throw new UnknownFormula(word);
      return { kind: 'value', value: word === 'TRUE' };
    }
    const parts: Formula[] = [];
    if (!this.#sign(')')) {
      do parts.push(this.#level(0));
      while (this.#sign(',', ';'));
      if (!this.#sign(')')) throw new UnknownFormula('no closing bracket');
    }
    return { kind: 'call', name: word.replace(/^_XLFN\./, ''), parts };
  }
}

/** Throws UnknownFormula for what it does not know. */
export const parseFormula = (formula: string): Formula => new Parser(formula).whole();
