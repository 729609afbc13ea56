import { crc32, deflateRawSync } from 'node:zlib';

/** `claims`: the size that the directory tells, for archives that lie. */
export type ZipEntry = { name: string; content: Buffer | string; claims?: number };

/** A small deflated ZIP, the same for the same input. */
export function makeZip(entries: ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of entries) {
    const octets = Buffer.from(content);
    const packed = deflateRawSync(octets);
    const nameOctets = Buffer.from(name);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(8, 0);
    facts.writeUInt32LE(crc32(octets), 6);
    facts.writeUInt32LE(packed.length, 10);
    facts.writeUInt32LE(claims ?? octets.length, 14);
    facts.writeUInt16LE(nameOctets.length, 18);
    const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), facts, nameOctets, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0\x14\0\0\0', 'latin1'), facts, rest, nameOctets]));
    files.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
