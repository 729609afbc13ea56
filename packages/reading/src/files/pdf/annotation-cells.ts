import type { Cell } from './line-cells.ts';

/** What pdf.js says of an annotation, as far as it is read here. `rect`: its corners in PDF space. */
export type Annotation = {
  subtype: string;
  rect: number[];
  annotationFlags?: number;
  contentsObj?: { str: string };
  titleObj?: { str: string };
  textContent?: string[];
  replyType?: string;
  fieldType?: string;
  fieldName?: string;
  fieldValue?: unknown;
  alternativeText?: string;
  password?: boolean;
  checkBox?: boolean;
  radioButton?: boolean;
  exportValue?: string;
  buttonValue?: string | null;
  options?: { exportValue: string; displayValue: string }[];
};

/** Text that was put on a page: into a field, or beside what is printed there. `label`: what the field is called, where it says so. */
export type Addition = { kind: 'field' | 'mark' | 'note'; text: string; label: string; rect: number[] };

const hidden = 2;
const noView = 32;

/** `form1[0].#subform[0].TextField2[3]`, `Text12`: names that programs give, which tell people nothing. */
const namedByProgram =
  /^(?:(?:text|check|radio|combo|list|choice|date|numeric|dropdown)?(?:box|field|button|list)?|undefined|f|c|t)[\s_.-]*\d*(?:[_.]\d+)*$/i;

function labelOf({ alternativeText, fieldName }: Annotation): string {
  const given = (alternativeText ?? '').trim();
  if (given !== '') return given;
  const name =
    (fieldName ?? '')
      .split('.')
      .at(-1)
      ?.replace(/\[\d+\]$/, '')
      .replaceAll('_', ' ')
      .trim() ?? '';
  return namedByProgram.test(name) ? '' : name;
}

function chosen({ fieldValue, options }: Annotation): string {
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values
    .filter((value): value is string => typeof value === 'string' && value !== '')
    .map((value) => options?.find(({ exportValue }) => exportValue === value)?.displayValue ?? value)
    .join(', ');
}

function fieldAddition(annotation: Annotation): Addition | undefined {
  const { rect, fieldType, fieldValue, password } = annotation;
  const label = labelOf(annotation);
  if (fieldType === 'Btn') {
    const state = annotation.checkBox ? annotation.exportValue : annotation.radioButton ? annotation.buttonValue : null;
    if (typeof state !== 'string') return undefined;
    // each button of a group has the group's name and a value of its own
    const own = annotation.radioButton && !/^(?:\d+|on|yes)$/i.test(state) ? `${label} ${state}`.trim() : label;
    return { kind: 'mark', text: fieldValue === state ? '[x]' : '[ ]', label: own, rect };
  }
  // what is hidden behind dots on the page is nobody's business here
  if (password) return undefined;
  const text = fieldType === 'Ch' ? chosen(annotation) : typeof fieldValue === 'string' ? fieldValue.trim() : '';
  return text === '' ? undefined : { kind: 'field', text, label, rect };
}

function noteAddition(annotation: Annotation): Addition | undefined {
  const { subtype, rect, contentsObj, titleObj, textContent = [] } = annotation;
  // these show what another one says
  if (subtype === 'Popup' || subtype === 'Link' || annotation.replyType === 'Group') return undefined;
  const shown = textContent.join('\n').trim();
  const text = contentsObj?.str.trim() || shown;
  if (text === '') return undefined;
  // what was typed onto the page is part of the page, what was said about it is a note of somebody
  if (subtype === 'FreeText') return { kind: 'field', text, label: '', rect };
  const by = titleObj?.str.trim();
  return { kind: 'note', text, label: by ? `Note by ${by}` : 'Note', rect };
}

/** What an annotation adds to the text of its page; undefined for those that add nothing or are not shown. */
export function additionOf(annotation: Annotation): Addition | undefined {
  if (((annotation.annotationFlags ?? 0) & (hidden | noView)) !== 0) return undefined;
  return annotation.subtype === 'Widget' ? fieldAddition(annotation) : noteAddition(annotation);
}

/** The lines of an addition as cells within its rectangle, which counts from the top left of the page as it is shown. */
export function cellsOf(text: string, rect: number[], size: number): Cell[] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect;
  const [left, top] = [Math.min(x1, x2), Math.min(y1, y2)];
  const box = { x: left, y: top, width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map((line) =>
      line
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .normalize('NFC')
        .toWellFormed()
        .trim(),
    )
    .filter((line) => line !== '')
    .map((line) => ({ text: line, box, from: left, to: Math.min(left + box.width, left + line.length * size * 0.5) }));
}
