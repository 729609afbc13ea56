import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { ExtractedRecord } from '../extracted.ts';
import { splitText } from '../text/split-text.ts';
import { invitationText } from './invitation-text.ts';
import { mailBody } from './mail-body.ts';
import { writtenIn } from './mail-date.ts';
import { repairCharset } from './repair-charset.ts';

/**
 * A mail with those forwarded within it. `attachments`: what is listed in the text and for others to read, of the mails within it too.
 * `notes`: what was left out of the texts, in sentences for people.
 */
export type OpenMail = {
  title: string | undefined;
  records: ExtractedRecord[];
  attachments: Attachment[];
  notes: string[];
};

/** Mails in mails in mails; what is deeper is listed as an attachment. */
const most = { depth: 10, mails: 500 };

const people = (addresses: Address[] | undefined): string =>
  (addresses ?? [])
    .flatMap((one) => (one.group ? one.group : [one]))
    .map(({ name, address }) => (name && address ? `${name} <${address}>` : name || address))
    .join(', ');

function headOf(mail: Email, timeZone: string | undefined): string {
  const lines: [string, string | undefined][] = [
    ['Subject', mail.subject],
    ['From', people(mail.from && [mail.from])],
    ['To', people(mail.to)],
    ['Cc', people(mail.cc)],
    ['Date', writtenIn(timeOf(mail), timeZone) ?? mail.date],
  ];
  return lines
    .flatMap(([name, value]) => (value ? [`${name}: ${repairCharset(value).replace(/\s+/gu, ' ')}`] : []))
    .join('\n');
}

/** What an attachment is called in the text. */
export const nameOf = ({ filename, mimeType }: Attachment): string =>
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
const states = (bytes: Uint8Array, kind: string): boolean =>
  new RegExp(`^content-type:\\s*text/${kind}\\b`, 'im').test(Buffer.from(bytes).toString('latin1'));

const titleOf = ({ subject }: Email): string | undefined =>
  subject && repairCharset(subject).replace(/\s+/gu, ' ').trim().slice(0, 300).toWellFormed();

/** One mail without those in it. `attachments`: what is listed in its text. */
function oneMail(mail: Email, bytes: Uint8Array, attachments: Attachment[], timeZone: string | undefined): OpenMail {
  const isPage = states(bytes, 'html');
  const plain = isPage && !states(bytes, 'plain') ? '' : repairCharset(mail.text ?? '');
  const { text: body, markdown, notes } = mailBody(plain, isPage ? repairCharset(mail.html ?? '') : '');
  const list = attachments.length > 0 ? `Attachments:\n${attachments.map((one) => `- ${nameOf(one)}`).join('\n')}` : '';
  const parts = [headOf(mail, timeZone), body, invitationsOf(mail), list];
  const text = parts.filter(Boolean).join('\n\n').toWellFormed().replaceAll('\0', '\ufffd');
  const title = titleOf(mail);
  const records = text === '' ? [] : splitText(text, { markdown });
  return {
    title,
    records: records.map((record) => ({ ...record, title, time: timeOf(mail) })),
    attachments,
    notes: mail.attachments.some(isSealed) ? ['A part of this email is encrypted and was not read.', ...notes] : notes,
  };
}

const isSealed = ({ mimeType }: Attachment): boolean =>
  /^application\/(?:x-)?(?:pkcs7-mime|pgp-encrypted)$/.test(mimeType);

/** A mail without what programs put before its first header: a byte order mark, empty lines, the line of a mailbox. */
function withoutEnvelope(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 1_000)).toString('latin1');
  return bytes.subarray(/^(?:ï»¿)?\s*(?:>?From [^\r\n]*\r?\n)?(?=[!-9;-~]+:)/.exec(head)?.[0].length ?? 0);
}

/**
 * Opens a mail and, as parts of their own, the mails that are in it; `timeZone`: in which their dates are written. Throws what the parser
 * throws for one that is damaged.
 */
export async function openMail(bytes: Uint8Array, timeZone?: string): Promise<OpenMail> {
  let mails = 0;
  const open = async (content: Uint8Array, depth: number): Promise<OpenMail> => {
    const mail = await PostalMime.parse(content, { forceRfc822Attachments: true });
    mails++;
    const within = new Map<Attachment, OpenMail>();
    for (const part of mail.attachments) {
      if (part.mimeType !== 'message/rfc822' || depth >= most.depth || mails >= most.mails) continue;
      const inner = await open(bytesOf(part), depth + 1).catch(() => undefined);
      if (inner) within.set(part, inner);
    }
    const hasEvents = invitationsOf(mail) !== '';
    const left = mail.attachments.filter((part) => !within.has(part) && !(hasEvents && isCalendar(part)));
    const own = oneMail(mail, content, left, timeZone);
    const all = [own, ...within.values()];
    return {
      title: own.title,
      records: all.flatMap(({ records }) => records),
      attachments: all.flatMap(({ attachments }) => attachments),
      notes: [...new Set(all.flatMap(({ notes }) => notes))],
    };
  };
  return open(withoutEnvelope(bytes), 0);
}
