import { set_cptable } from '@e965/xlsx';
import { AppError } from '@millrace/contract/app-error';
import { checkZip } from '../office/check-zip.ts';
import { readCompoundFile } from '../office/compound-file.ts';
import { descendants } from '../xml/xml-tree.ts';
import { listParts, locked, type Package } from '../zip/open-package.ts';
import { mainPart } from '../zip/relations.ts';

const xlsxPart = 'xl/workbook.xml';
const odsPart = 'content.xml';
/** Parts of which a ZIP that is a workbook has one: of Excel, binary, and OpenDocument. */
const mainParts = [xlsxPart, 'xl/workbook.bin', odsPart];

const damaged = (cause?: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This file is damaged, or not a workbook. Save it again in its program as .xlsx, then upload the new file.',
    { cause },
  );

/**
 * Looks at what a workbook is packed in before it is opened: what is no workbook would be taken for a table of delimited text. Throws
 * AppError invalid for what is damaged, protected with a password, too large when unpacked, or something else. Returns its parts, where it
 * has some.
 */
export async function checkWorkbook(octets: Buffer): Promise<Package | undefined> {
  if (octets.toString('latin1', 0, 2) === 'PK') {
    const file = await listParts(octets, 'a workbook');
    // the package's own directory decides: Excel Online and others number their main parts
    const main = (await mainPart(file)) ?? mainParts.find((name) => file.names.includes(name)) ?? xlsxPart;
    await checkZip(octets, main, 'a workbook');
    const manifest = main === odsPart ? await file.xml('META-INF/manifest.xml').catch(() => undefined) : undefined;
    if (descendants(manifest, 'encryption-data').length > 0) throw locked();
    return file;
  }
  if (octets.toString('hex', 0, 4) === 'd0cf11e0') {
    checkContainer(octets);
    await setCodePages();
    return undefined;
  }
  await setCodePages();
  // workbooks before Excel 5 are a bare stream, those of Excel 2003 may be XML
  const isBareStream = octets[0] === 0x09 && [0x00, 0x02, 0x04].includes(octets[1] ?? -1);
  const isXml = /progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet/.test(
    octets.toString('latin1', 0, 2048),
  );
  if (!isBareStream && !isXml) throw damaged();
  return undefined;
}

/** Without these, letters of old workbooks are all taken for Western ones. They take a while to load. */
async function setCodePages(): Promise<void> {
  set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
}

function checkContainer(octets: Buffer): void {
  let file: ReturnType<typeof readCompoundFile>;
  try {
    file = readCompoundFile(octets);
  } catch (cause) {
    throw damaged(cause);
  }
  if (file.has('EncryptedPackage')) throw locked();
  if (!file.has('Workbook') && !file.has('Book')) throw damaged();
}
