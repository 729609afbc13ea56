import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { ExtractMessage } from '../extracted.ts';
import { parsePage } from '../html/html-dom.ts';
import { htmlText } from '../html/html-text.ts';
import { splitText } from '../text/split-text.ts';

const people = (addresses: Address[] | undefined): string =>
  (addresses ?? [])
    .flatMap((one) => (one.group ? one.group : [one]))
    .map(({ name, address }) => (name && address ? `${name} <${address}>` : name || address))
    .join(', ');

function headOf(mail: Email): string {
  const lines: [string, string | undefined][] = [
    ['Subject', mail.subject],
    ['From', people(mail.from && [mail.from])],
    ['To', people(mail.to)],
    ['Cc', people(mail.cc)],
    ['Date', mail.date],
  ];
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${value.replace(/\s+/gu, ' ')}`] : [])).join('\n');
}

const nameOf = ({ filename, mimeType }: Email['attachments'][number]): string =>
  (filename ?? `unnamed (${mimeType})`).replace(/\s+/gu, ' ').slice(0, 255);

/** Reads a mail: who, when, about what, its text, and the names of what is attached. Throws AppError invalid for what is no mail. */
export async function* readEml(path: string): AsyncGenerator<ExtractMessage> {
  const mail = await PostalMime.parse(await readFile(path)).catch((cause: unknown) => {
    const message =
      'This email is damaged and cannot be read. Save it again in the email program, then upload the new file.';
    throw new AppError('invalid', 'sources.damaged', message, { cause });
  });
  yield { kind: 'opened', totalPages: null };
  const body = mail.text?.trim() || (mail.html ? htmlText(parsePage(mail.html).body) : '');
  const names = mail.attachments.map(nameOf);
  const parts = [
    headOf(mail),
    body,
    names.length > 0 ? `Attachments:\n${names.map((name) => `- ${name}`).join('\n')}` : '',
  ];
  const text = parts.filter(Boolean).join('\n\n').toWellFormed().replaceAll('\0', '\ufffd');
  if (text === '')
    throw new AppError('invalid', 'sources.no-text', 'This file is not an email: it has neither headers nor text.');
  const title = mail.subject?.replace(/\s+/gu, ' ').trim().slice(0, 300).toWellFormed();
  const written = new Date(mail.date ?? '');
  const time = Number.isNaN(written.getTime()) ? '' : written.toISOString();
  for (const record of splitText(text, { markdown: false }))
    yield { kind: 'record', record: { ...record, title, time: /^(?!0000)\d{4}-/.test(time) ? time : null } };
  const notes =
    names.length > 0
      ? [
          `The attachments are listed but were not read: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}.`,
        ]
      : [];
  yield { kind: 'done', notes, incomplete: false };
}
