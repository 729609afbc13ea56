import { lowered, raised, withoutMarks } from '../text/raised.ts';
import type { Run } from './model.ts';
import { endField, isSilent, openField } from './read-fields.ts';
import { readGraphic } from './read-graphic.ts';
import { isStruck, type Style, scriptOf } from './styles.ts';
import { symbolOf, withSymbols } from './symbols.ts';
import { chosen, isLeftOut, openComment, pageMark, type Walk } from './walk.ts';
import { mathText } from './word-math.ts';
import { child, elementsOf, isOn, stated, textOf, type XmlElement } from './xml-tree.ts';

/** How the text in hand looks. */
type Look = { script: Style['script']; struck: boolean; hidden: boolean; font: string };
/** A paragraph while its runs are read. */
export type Line = { runs: Run[]; style: Style; walk: Walk };

function lookOf(properties: XmlElement | undefined, { style, walk }: Line): Look {
  const named = walk.styles.run(stated(properties, 'w:rStyle'));
  // half points above or below the line, as people raise figures by hand
  const position = Number(stated(properties, 'w:position') ?? 0);
  const moved = position >= 4 ? 'super' : position <= -4 ? 'sub' : undefined;
  const fonts = child(properties, 'w:rFonts')?.attributes;
  return {
    script: scriptOf(properties) ?? moved ?? named?.script ?? style.script,
    struck: isStruck(properties) ?? named?.struck ?? style.struck ?? false,
    hidden: isOn(properties, 'w:vanish') ?? named?.hidden ?? style.hidden ?? false,
    font: fonts?.ascii ?? fonts?.hAnsi ?? '',
  };
}

/** Adds words to a line, and to the comments that are about them. */
function write(line: Line, text: string, look?: Look): void {
  const { walk, runs } = line;
  if (text === '') return;
  const field = walk.fields.at(-1);
  if (field) field.wrote = true;
  walk.isHiding = false;
  for (const words of walk.openComments.values()) words.push(text);
  // no power is a sentence: such a look is a style gone wrong
  const script = text.length > 60 ? undefined : look?.script;
  const marked = script === 'super' ? raised(text) : script === 'sub' ? lowered(text) : text;
  const struck = look?.struck ?? false;
  const last = runs.at(-1);
  if (last && last.struck === struck) last.text += marked;
  else runs.push({ text: marked, struck });
}

/** Everything in a line that holds runs: the paragraph itself, links, changes, content controls, fields. */
export function readInline(parent: XmlElement | undefined, line: Line): void {
  for (const element of elementsOf(parent)) readPart(element, line);
}

function readPart(element: XmlElement, line: Line): void {
  const { walk } = line;
  if (openComment(element, walk) || isLeftOut(element, walk)) return;
  switch (element.name) {
    case 'w:pPr':
    case 'w:sdtPr':
    case 'w:rPr':
      break;
    case 'w:r':
      readRun(element, line);
      break;
    case 'm:oMathPara':
    case 'm:oMath':
      writeMath(element, line);
      break;
    case 'mc:AlternateContent':
      readInline(chosen(element), line);
      break;
    case 'w:fldSimple':
      openField(element, walk, element.attributes.instr ?? '');
      if (walk.fields.at(-1)?.page) write(line, pageMark);
      else readInline(element, line);
      write(line, endField(walk));
      break;
    case 'w:sdt':
      readControl(element, line);
      break;
    case 'w:ruby':
      readRuby(element, line);
      break;
    default:
      // what an unknown container holds is still text
      readInline(element, line);
  }
}

function writeMath(element: XmlElement, line: Line): void {
  const formulas =
    element.name === 'm:oMathPara' ? elementsOf(element).filter(({ name }) => name === 'm:oMath') : [element];
  write(line, formulas.map((formula) => withoutMarks(mathText(formula)).trim()).join('\n'));
}

/** A content control: its content, or what was chosen in it where a program wrote that alone. */
function readControl(element: XmlElement, line: Line): void {
  const properties = child(element, 'w:sdtPr');
  const content = child(element, 'w:sdtContent');
  const length = line.runs.length;
  const before = line.runs.at(-1)?.text;
  readInline(content, line);
  if (line.runs.length > length || line.runs.at(-1)?.text !== before) return;
  write(line, choiceOf(properties));
}

export function choiceOf(properties: XmlElement | undefined): string {
  const box = child(properties, 'w14:checkbox');
  if (box) return isOn(box, 'w14:checked') ? '☒' : '☐';
  const list = child(properties, 'w:dropDownList') ?? child(properties, 'w:comboBox');
  const value = list?.attributes.lastValue;
  const item = elementsOf(list).find(({ attributes }) => value !== undefined && attributes.value === value);
  return item?.attributes.displayText ?? '';
}

/** Words with a reading above them: 漢字(かんじ). */
function readRuby(element: XmlElement, line: Line): void {
  readInline(child(element, 'w:rubyBase'), line);
  const reading = textOf(child(element, 'w:rt')).trim();
  if (reading !== '') write(line, `(${reading})`);
}

function readRun(element: XmlElement, line: Line): void {
  const { walk } = line;
  const look = lookOf(child(element, 'w:rPr'), line);
  if (look.hidden) {
    if (textOf(element).trim() !== '' && !walk.isHiding && !isSilent(walk)) walk.leftOut.hidden++;
    walk.isHiding ||= textOf(element).trim() !== '';
    // a field may begin or end where nobody sees it
    for (const part of elementsOf(element)) if (part.name === 'w:fldChar') readRunPart(part, line, look);
    return;
  }
  const reference = elementsOf(element).find(
    ({ name }) => name === 'w:footnoteReference' || name === 'w:endnoteReference',
  );
  if (reference) writeReference(reference, element, line);
  else for (const part of elementsOf(element)) readRunPart(part, line, look);
}

function writeReference(reference: XmlElement, run: XmlElement, line: Line): void {
  const { marks, mark } = line.walk[reference.name === 'w:footnoteReference' ? 'footnotes' : 'endnotes'];
  const id = reference.attributes.id ?? '';
  const isOwn = !['0', 'false', 'off'].includes(reference.attributes.customMarkFollows ?? '0');
  const counted = [...marks.values()].filter((known) => !known.startsWith('\0')).length;
  if (!marks.has(id)) marks.set(id, isOwn ? `\0${textOf(run).trim()}` : mark(counted + 1));
  write(line, `[${marks.get(id)?.replace('\0', '')}]`);
}

const plain: Record<string, string> = {
  'w:tab': ' ',
  'w:ptab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
  'w:pgNum': pageMark,
};

function readRunPart(part: XmlElement, line: Line, look: Look): void {
  const { walk } = line;
  const known = plain[part.name];
  if (part.name === 'w:fldChar') readFieldMark(part, line);
  else if (part.name === 'w:instrText') {
    const field = walk.fields.at(-1);
    if (field && !field.inResult) field.code += textOf(part);
  } else if (isSilent(walk)) return;
  else if (known === undefined) readContent(part, line, look);
  else write(line, known === pageMark && !walk.isMargin ? '' : known, look);
}

function readContent(part: XmlElement, line: Line, look: Look): void {
  const { walk } = line;
  switch (part.name) {
    case 'w:t':
    case 'w:delText':
      // line ends in the file are the program's, not the writer's
      write(line, withSymbols(withoutMarks(textOf(part).replace(/[\t\r\n]+/g, ' ')), look.font), look);
      break;
    case 'w:sym':
      write(line, symbolOf(part.attributes.font ?? '', part.attributes.char ?? ''), look);
      break;
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      write(line, readGraphic(part, walk));
      break;
    case 'mc:AlternateContent':
      for (const one of elementsOf(chosen(part))) readRunPart(one, line, look);
      break;
    case 'w:ruby':
      readRuby(part, line);
      break;
    case 'w:subDoc':
      walk.leftOut.parts++;
      break;
    case 'w:contentPart':
      walk.leftOut.pictures++;
  }
}

function readFieldMark(part: XmlElement, line: Line): void {
  const { walk } = line;
  const kind = part.attributes.fldCharType;
  const field = walk.fields.at(-1);
  if (kind === 'begin') openField(part, walk, '');
  else if (kind === 'separate' && field) {
    field.inResult = true;
    openField(field.start, walk, field.code, walk.fields.length - 1);
    if (walk.fields.at(-1)?.page) write(line, pageMark);
  } else if (kind === 'end' && field) {
    // a number of a page that was never counted has no result
    if (!field.inResult) openField(field.start, walk, field.code, walk.fields.length - 1);
    if (walk.fields.at(-1)?.page && !field.inResult) write(line, pageMark);
    write(line, endField(walk));
  }
}
