import { CFB } from '@e965/xlsx';

/** A property of a message: the four hex digits of its tag, and a text or octets. */
export type MsgProperty = { tag: string; value: string | Buffer; ansi?: boolean };
export type MsgParts = {
  properties: MsgProperty[];
  /** Numbers are kept together: the tag with its type, and the value. */
  numbers?: Record<string, number>;
  recipients?: { name: string; address: string; type: 1 | 2 }[];
  attachments?: { properties: MsgProperty[] }[];
};

function streamOf({ tag, value, ansi }: MsgProperty): { name: string; content: Buffer } {
  if (Buffer.isBuffer(value)) return { name: `__substg1.0_${tag}0102`, content: value };
  if (ansi) return { name: `__substg1.0_${tag}001E`, content: Buffer.from(value, 'latin1') };
  return { name: `__substg1.0_${tag}001F`, content: Buffer.from(value, 'utf16le') };
}

/** The stream of numbers of a message (32 octets before them) or of one of its parts (8 octets). */
function numbersOf(numbers: Record<string, number>, before: number): Buffer {
  const rows = Object.entries(numbers).map(([tag, value]) => {
    const row = Buffer.alloc(16);
    row.writeUInt32LE(Number.parseInt(tag, 16), 0);
    row.writeUInt32LE(6, 4);
    row.writeUInt32LE(value, 8);
    return row;
  });
  return Buffer.concat([Buffer.alloc(before), ...rows]);
}

/** A message of Outlook. */
export function makeMsg({ properties, numbers = {}, recipients = [], attachments = [] }: MsgParts): Buffer {
  const file = CFB.utils.cfb_new();
  const add = (path: string, content: Buffer) => CFB.utils.cfb_add(file, `/${path}`, content);
  add('__properties_version1.0', numbersOf(numbers, 32));
  for (const { name, content } of properties.map(streamOf)) add(name, content);
  for (const [i, { name, address, type }] of recipients.entries()) {
    const folder = `__recip_version1.0_#${i.toString(16).padStart(8, '0')}`;
    add(`${folder}/__properties_version1.0`, numbersOf({ '0c150003': type }, 8));
    for (const part of [
      { tag: '3001', value: name },
      { tag: '39FE', value: address },
    ].map(streamOf))
      add(`${folder}/${part.name}`, part.content);
  }
  for (const [i, attachment] of attachments.entries()) {
    const folder = `__attach_version1.0_#${i.toString(16).padStart(8, '0')}`;
    add(`${folder}/__properties_version1.0`, numbersOf({}, 8));
    for (const part of attachment.properties.map(streamOf)) add(`${folder}/${part.name}`, part.content);
  }
  return CFB.write(file, { type: 'buffer' }) as Buffer;
}
