import { makeZip, type ZipEntry } from './make-zip.ts';

/** `format`: a format code, or the number of one that programs know; `date` is written as such, in ISO 8601; a formula without a value is one that no program computed. */
export type XlsxCell =
  | string
  | number
  | boolean
  | null
  | {
      value?: string | number;
      format?: string | number;
      formula?: string;
      error?: string;
      rich?: string[];
      date?: string;
    };

/** `hidden` rows count from 1; `columns` is XML of `<cols>`; `links` and `comments` (author, text) by cell, such as `A2`. */
export type XlsxSheet = {
  name: string;
  rows: XlsxCell[][];
  state?: 'hidden' | 'veryHidden';
  hidden?: number[];
  columns?: string;
  merges?: string[];
  filter?: string;
  links?: Record<string, string>;
  comments?: Record<string, [author: string, text: string]>;
  /** Texts that lie over the sheet. */
  boxes?: string[];
};

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xmlns = `xmlns="${namespace}" xmlns:r="${relations}"`;
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const list = (links: { id: string; type: string; target: string; external?: boolean }[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links
    .map(
      ({ id, type, target, external }) =>
        `<Relationship Id="${id}" Type="${relations}/${type}" Target="${escaped(target)}"${external ? ' TargetMode="External"' : ''}/>`,
    )
    .join('')}</Relationships>`;

const columnName = (column: number): string =>
  (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

const inline = (runs: string[]) => runs.map((text) => `<r><t xml:space="preserve">${escaped(text)}</t></r>`).join('');

function cellXml(cell: XlsxCell, ref: string, formats: (string | number)[]): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell.rich) return `<c r="${ref}" t="inlineStr"><is>${inline(cell.rich)}</is></c>`;
  if (cell.date) return `<c r="${ref}" t="d"><v>${cell.date}</v></c>`;
  if (cell.error) return `<c r="${ref}" t="e"><v>${cell.error}</v></c>`;
  if (cell.format !== undefined && !formats.includes(cell.format)) formats.push(cell.format);
  const style = cell.format === undefined ? '' : ` s="${formats.indexOf(cell.format) + 1}"`;
  const type = cell.formula !== undefined && typeof cell.value === 'string' ? ' t="str"' : '';
  const formula = cell.formula === undefined ? '' : `<f>${escaped(cell.formula)}</f>`;
  const value = cell.value === undefined ? '' : `<v>${escaped(String(cell.value))}</v>`;
  return `<c r="${ref}"${style}${type}>${formula}${value}</c>`;
}

function sheetXml(sheet: XlsxSheet, formats: (string | number)[]): string {
  const rows = sheet.rows.map((cells, at) => {
    const hidden = sheet.hidden?.includes(at + 1) ? ' hidden="1"' : '';
    const inside = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`, formats)).join('');
    return cells.length === 0 ? '' : `<row r="${at + 1}"${hidden}>${inside}</row>`;
  });
  const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const links = Object.keys(sheet.links ?? {}).map((ref, at) => `<hyperlink ref="${ref}" r:id="link${at}"/>`);
  return `<?xml version="1.0"?><worksheet ${xmlns}>${sheet.columns ? `<cols>${sheet.columns}</cols>` : ''}<sheetData>${rows.join('')}</sheetData>${
    sheet.filter ? `<autoFilter ref="${sheet.filter}"/>` : ''
  }${merges ? `<mergeCells>${merges}</mergeCells>` : ''}${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}</worksheet>`;
}

function commentsXml(comments: NonNullable<XlsxSheet['comments']>): string {
  const authors = [...new Set(Object.values(comments).map(([author]) => author))];
  const all = Object.entries(comments).map(
    ([ref, [author, text]]) =>
      `<comment ref="${ref}" authorId="${authors.indexOf(author)}"><text>${inline([`${author}:`, `\n${text}`])}</text></comment>`,
  );
  return `<?xml version="1.0"?><comments xmlns="${namespace}"><authors>${authors.map((author) => `<author>${escaped(author)}</author>`).join('')}</authors><commentList>${all.join('')}</commentList></comments>`;
}

const drawingXml = (boxes: string[]) =>
  `<?xml version="1.0"?><xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">${boxes
    .map(
      (text, at) =>
        `<xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${at}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="${at + 2}" name="TextBox"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>`,
    )
    .join('')}</xdr:wsDr>`;

const fontsXml =
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>';

function stylesXml(formats: (string | number)[]): string {
  const own = formats.map((code, at) =>
    typeof code === 'number' ? '' : `<numFmt numFmtId="${200 + at}" formatCode="${escaped(code)}"/>`,
  );
  const cells = formats.map((code, at) => `<xf numFmtId="${typeof code === 'number' ? code : 200 + at}"/>`);
  const numbers = own.join('') === '' ? '' : `<numFmts>${own.join('')}</numFmts>`;
  return `<?xml version="1.0"?><styleSheet ${xmlns}>${numbers}${fontsXml}<cellXfs><xf numFmtId="0"/>${cells.join('')}</cellXfs></styleSheet>`;
}

function sheetParts(sheet: XlsxSheet, number: number, formats: (string | number)[]): ZipEntry[] {
  const links = Object.values(sheet.links ?? {}).map((target, at) => ({
    id: `link${at}`,
    type: 'hyperlink',
    target,
    external: true,
  }));
  const comments = sheet.comments ? [{ id: 'comments', type: 'comments', target: `../comments${number}.xml` }] : [];
  const drawings = sheet.boxes ? [{ id: 'drawing', type: 'drawing', target: `../drawings/drawing${number}.xml` }] : [];
  return [
    { name: `xl/worksheets/sheet${number}.xml`, content: sheetXml(sheet, formats) },
    { name: `xl/worksheets/_rels/sheet${number}.xml.rels`, content: list([...links, ...comments, ...drawings]) },
    ...(sheet.boxes ? [{ name: `xl/drawings/drawing${number}.xml`, content: drawingXml(sheet.boxes) }] : []),
    ...(sheet.comments ? [{ name: `xl/comments${number}.xml`, content: commentsXml(sheet.comments) }] : []),
  ];
}

function typesXml(sheets: XlsxSheet[], main: string): string {
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${kind}.${type}+xml"/>`;
  const parts = sheets.flatMap((sheet, at) => [
    part(`xl/worksheets/sheet${at + 1}.xml`, 'worksheet'),
    ...(sheet.comments ? [part(`xl/comments${at + 1}.xml`, 'comments')] : []),
  ]);
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part(`xl/${main}`, 'sheet.main')}${part('xl/styles.xml', 'styles')}${parts.join('')}</Types>`;
}

/** A workbook of these sheets. `main`: the name of its main part; `more`: other parts of the archive. */
export function makeXlsx(
  sheets: XlsxSheet[],
  { date1904 = false, main = 'workbook.xml', more = [] }: { date1904?: boolean; main?: string; more?: ZipEntry[] } = {},
): Buffer {
  const formats: (string | number)[] = [];
  const parts = sheets.flatMap((sheet, at) => sheetParts(sheet, at + 1, formats));
  const names = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  );
  const inside = sheets.map((_, at) => ({
    id: `rId${at + 1}`,
    type: 'worksheet',
    target: `worksheets/sheet${at + 1}.xml`,
  }));
  return makeZip([
    { name: '[Content_Types].xml', content: typesXml(sheets, main) },
    { name: '_rels/.rels', content: list([{ id: 'rId1', type: 'officeDocument', target: `xl/${main}` }]) },
    {
      name: `xl/${main}`,
      content: `<?xml version="1.0"?><workbook ${xmlns}>${date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${names.join('')}</sheets></workbook>`,
    },
    {
      name: `xl/_rels/${main}.rels`,
      content: list([...inside, { id: 'styles', type: 'styles', target: 'styles.xml' }]),
    },
    { name: 'xl/styles.xml', content: stylesXml(formats) },
    ...parts,
    ...more,
  ]);
}
