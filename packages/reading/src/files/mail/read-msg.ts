import { readFile } from 'node:fs/promises';
import { decompressRTF } from '@kenjiuno/decompressrtf';
import msgReader, { type FieldsData } from '@kenjiuno/msgreader';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { parsePage } from '../html/html-dom.ts';
import { htmlText } from '../html/html-text.ts';
import { readCompoundFile } from '../office/compound-file.ts';
import { rtfText } from '../rtf/read-rtf.ts';
import { encodingOfCodePage } from '../rtf/rtf-letters.ts';
import { splitText } from '../text/split-text.ts';
import { attachmentPieces, inlineNotes, type MailAttachment } from './mail-attachments.ts';
import { writtenIn } from './mail-date.ts';

// a module of CommonJS whose class is a property of what is imported
const MsgReader = msgReader.default;
type MsgReader = InstanceType<typeof MsgReader>;

const damaged = (cause?: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This Outlook message is damaged and cannot be read. Save it again in Outlook, then upload the new file.',
    { cause },
  );

/** Octets to a message, letters of one octet in the code page that it states. */
function parseMessage(octets: Buffer): { reader: MsgReader; fields: FieldsData } {
  const open = (ansiEncoding?: string) => {
    const reader = new MsgReader(new DataView(octets.buffer, octets.byteOffset, octets.byteLength));
    reader.parserConfig = { ...(ansiEncoding && { ansiEncoding }) };
    return { reader, fields: reader.getFileData() };
  };
  try {
    if (!readCompoundFile(octets).has('__properties_version1.0')) throw new Error('no message');
    const first = open();
    const page = first.fields.messageCodepage ?? first.fields.internetCodepage;
    const found = page === undefined || page === 65001 ? first : open(encodingOfCodePage(page));
    if (found.fields.error) throw new Error(found.fields.error);
    return found;
  } catch (error) {
    throw damaged(error);
  }
}

const person = ({ name, email }: { name?: string | undefined; email?: string | undefined }): string => {
  // an address of Exchange is a path that nobody knows
  const address = email?.includes('@') ? email : undefined;
  return name && address && name !== address ? `${name} <${address}>` : name || address || '';
};

const timeOf = (stated: string | undefined): string | null => {
  const time = new Date(stated ?? '');
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
};

function headOf(fields: FieldsData, time: string | null): string {
  const to = (type: string) =>
    (fields.recipients ?? [])
      .filter(({ recipType }) => (recipType ?? 'to') === type)
      .map(({ name, email, smtpAddress }) => person({ name, email: smtpAddress ?? email }))
      .filter(Boolean)
      .join(', ');
  const from = person({
    name: fields.senderName,
    email: fields.senderSmtpAddress ?? fields.sentRepresentingSmtpAddress ?? fields.senderEmail,
  });
  const lines: [string, string | null | undefined][] = [
    ['Subject', fields.subject],
    ['From', from],
    ['To', to('to')],
    ['Cc', to('cc')],
    ['Date', time],
    ['Location', fields.apptLocation],
    ['Start', timeOf(fields.apptStartWhole)],
    ['End', timeOf(fields.apptEndWhole)],
  ];
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${value.replace(/\s+/gu, ' ').trim()}`] : [])).join('\n');
}

/** The text of the message: plain, unless that is a stub beside the formatted one. */
function bodyOf(fields: FieldsData): string {
  const plain = fields.body?.replaceAll('\r\n', '\n').trim() ?? '';
  const html = fields.html
    ? new TextDecoder(encodingOfCodePage(fields.internetCodepage ?? 65001)).decode(fields.html)
    : (fields.bodyHtml ?? '');
  const page = html === '' ? '' : htmlText(parsePage(html).body);
  const formatted = page || (plain === '' && fields.compressedRtf ? textOfRtf(fields.compressedRtf) : '');
  return plain.length * 2 >= formatted.length ? plain : formatted;
}

function textOfRtf(packed: Uint8Array): string {
  try {
    return rtfText(Uint8Array.from(decompressRTF([...packed]))).text;
  } catch {
    return '';
  }
}

function attachmentsOf(reader: MsgReader, fields: FieldsData): { attachments: MailAttachment[]; lost: string[] } {
  const attachments: MailAttachment[] = [];
  const lost: string[] = [];
  for (const field of fields.attachments ?? []) {
    const name = (field.fileName ?? field.fileNameShort ?? field.name ?? 'unnamed').replace(/\s+/gu, ' ').trim();
    try {
      const { fileName, content } = reader.getAttachment(field);
      const isMessage = field.innerMsgContent === true;
      const inline = field.attachmentHidden === true && /\.(?:png|jpe?g|gif|bmp|emz|wmz)$/i.test(name);
      attachments.push({
        name: isMessage && !/\.msg$/i.test(name) ? `${name || fileName}.msg` : name,
        mediaType: isMessage ? 'application/vnd.ms-outlook' : undefined,
        inline,
        octets: Buffer.from(content),
      });
    } catch {
      lost.push(name);
    }
  }
  return { attachments, lost };
}

/** Reads a message of Outlook: who, when, about what, its text, and what is attached. */
export async function* readMsg(path: string, timeZone?: string): AsyncGenerator<ExtractMessage> {
  const { reader, fields } = parseMessage(await readFile(path));
  yield { kind: 'opened', totalPages: null };
  const time = timeOf(fields.clientSubmitTime ?? fields.messageDeliveryTime);
  const { attachments, lost } = attachmentsOf(reader, fields);
  const names = [...attachments.map(({ name }) => name), ...lost];
  const parts = [
    headOf(fields, writtenIn(time, timeZone) ?? time),
    bodyOf(fields),
    names.length > 0 ? `Attachments:\n${names.map((name) => `- ${name}`).join('\n')}` : '',
  ];
  const text = parts.filter(Boolean).join('\n\n').toWellFormed().replaceAll('\0', '\ufffd');
  if (text === '')
    throw new AppError('invalid', 'sources.no-text', 'This Outlook message has neither headers nor text.');
  const title = fields.subject?.replace(/\s+/gu, ' ').trim().slice(0, 300).toWellFormed();
  for (const record of splitText(text, { markdown: false }))
    yield { kind: 'record', record: { ...record, title, time } };
  yield* attachmentPieces(attachments, '');
  const lostNotes = lost.length === 0 ? [] : [`These attachments are damaged: ${lost.slice(0, 8).join(', ')}.`];
  yield {
    kind: 'done',
    notes: [...inlineNotes(attachments), ...lostNotes],
    incomplete: false,
    faulty: lost.length > 0,
  };
}
