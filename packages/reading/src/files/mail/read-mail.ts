import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { ExtractedRecord } from '../extracted.ts';
import { splitText } from '../text/split-text.ts';
import { invitationText } from './invitation-text.ts';
import { mailBody } from './mail-body.ts';
import { repairCharset } from './repair-charset.ts';

/** A mail with those forwarded within it. `attached`: the names of what is listed and not read. */
export type ReadMail = { records: ExtractedRecord[]; attached: string[]; notes: string[]; isEncrypted: boolean };

/** Mails in mails in mails; what is deeper is listed as an attachment. */
const most = { depth: 10, mails: 500 };

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
  return lines
    .flatMap(([name, value]) => (value ? [`${name}: ${repairCharset(value).replace(/\s+/gu, ' ')}`] : []))
    .join('\n');
}

const nameOf = ({ filename, mimeType }: Attachment): string =>
  (filename ?? `unnamed (${mimeType})`).replace(/\s+/gu, ' ').slice(0, 255);

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content);

const isCalendar = ({ mimeType }: Attachment): boolean => /^(?:text\/calendar|application\/ics)$/.test(mimeType);

/** The calendars of a mail as text; the same invitation often comes twice. */
const invitationsOf = (mail: Email): string =>
  [
    ...new Set(
      mail.attachments.filter(isCalendar).map((part) => invitationText(new TextDecoder().decode(bytesOf(part)))),
    ),
  ].join('\n\n');

function timeOf(mail: Email): string | null {
  const written = new Date(mail.date ?? '');
  const time = Number.isNaN(written.getTime()) ? '' : written.toISOString();
  return /^(?!0000)\d{4}-/.test(time) ? time : null;
}

/** Whether a mail says that a part of it is of this kind; the parser makes each of the two kinds from the other. */
const states = (octets: Uint8Array, kind: string): boolean =>
  new RegExp(`^content-type:\\s*text/${kind}\\b`, 'im').test(Buffer.from(octets).toString('latin1'));

/** The records of one mail without those in it. */
function recordsOf(
  mail: Email,
  octets: Uint8Array,
  attached: string[],
): { records: ExtractedRecord[]; notes: string[] } {
  const isPage = states(octets, 'html');
  const plain = isPage && !states(octets, 'plain') ? '' : repairCharset(mail.text ?? '');
  const { text: body, markdown, notes } = mailBody(plain, isPage ? repairCharset(mail.html ?? '') : '');
  const list = attached.length > 0 ? `Attachments:\n${attached.map((name) => `- ${name}`).join('\n')}` : '';
  const parts = [headOf(mail), body, invitationsOf(mail), list];
  const text = parts.filter(Boolean).join('\n\n').toWellFormed().replaceAll('\0', '\ufffd');
  const title = mail.subject && repairCharset(mail.subject).replace(/\s+/gu, ' ').trim().slice(0, 300).toWellFormed();
  const records = text === '' ? [] : splitText(text, { markdown });
  return { records: records.map((record) => ({ ...record, title, time: timeOf(mail) })), notes };
}

/** Reads a mail and, as parts of their own, the mails that are in it. Throws what the parser throws for one that is damaged. */
export async function readMail(octets: Uint8Array): Promise<ReadMail> {
  const whole: ReadMail = { records: [], attached: [], notes: [], isEncrypted: false };
  let mails = 0;
  const read = async (content: Uint8Array, depth: number): Promise<void> => {
    const mail = await PostalMime.parse(content, { forceRfc822Attachments: true });
    mails++;
    const isOpen = (part: Attachment) => part.mimeType === 'message/rfc822' && depth < most.depth && mails < most.mails;
    const inner = mail.attachments.filter(isOpen);
    const attached = mail.attachments
      .filter((part) => !inner.includes(part) && !(isCalendar(part) && invitationsOf(mail) !== ''))
      .map(nameOf);
    const { records, notes } = recordsOf(mail, content, attached);
    whole.records.push(...records);
    whole.attached.push(...attached);
    whole.notes.push(...notes);
    whole.isEncrypted ||= mail.attachments.some(({ mimeType }) =>
      /^application\/(?:x-)?(?:pkcs7-mime|pgp-encrypted)$/.test(mimeType),
    );
    for (const part of inner) await read(bytesOf(part), depth + 1).catch(() => whole.attached.push(nameOf(part)));
  };
  await read(octets, 0);
  return whole;
}

/** What was not read of a mail, in sentences for people. */
export function unreadInWords({ attached, notes, isEncrypted }: ReadMail): string[] {
  const some = attached.slice(0, 8).join(', ') + (attached.length > 8 ? ', …' : '');
  const count = attached.length.toLocaleString('en');
  return [
    ...(isEncrypted ? ['A part of this email is encrypted and was not read.'] : []),
    ...new Set(notes),
    ...(attached.length === 1 ? [`1 attachment is listed but was not read: ${some}.`] : []),
    ...(attached.length > 1 ? [`${count} attachments are listed but were not read: ${some}.`] : []),
  ];
}
