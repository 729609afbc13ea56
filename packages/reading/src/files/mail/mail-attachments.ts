import type { ExtractMessage } from '../extracted.ts';
import { leftOutInWords } from '../left-out.ts';
import { memberPieces, shownPath } from '../members/member-pieces.ts';
import { nameOf, type OpenMail } from './open-mail.ts';

/** `inline`: a picture within the text, such as a logo. */
export type MailAttachment = { name: string; mediaType: string | undefined; inline: boolean; octets: Buffer };

/** What is attached to an opened mail. */
export const attachmentsOf = ({ attachments }: OpenMail): MailAttachment[] =>
  attachments.map((part) => ({
    name: nameOf(part),
    mediaType: part.mimeType,
    inline: part.mimeType.startsWith('image/') && (part.disposition === 'inline' || part.related === true),
    octets: typeof part.content === 'string' ? Buffer.from(part.content) : Buffer.from(new Uint8Array(part.content)),
  }));

/** `folder`: what the mail is called, where there are several in one file; '' otherwise. */
export function* attachmentPieces(attachments: MailAttachment[], folder: string): Generator<ExtractMessage> {
  const before = folder === '' ? '' : `${folder.replaceAll('/', '-')}/`;
  for (const { name, mediaType, inline, octets } of attachments) {
    if (!inline) yield* memberPieces({ path: before + shownPath(name), mediaType }, octets);
  }
}

/** What is said of pictures that are part of the text. */
export const inlineNotes = (attachments: MailAttachment[]): string[] =>
  leftOutInWords([[attachments.filter(({ inline }) => inline).length, 'picture in the text', 'pictures in the text']]);
