import { crc32 } from 'node:zlib';

function part(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const octets = Buffer.alloc(body.length + 8);
  octets.writeUInt32BE(content.length, 0);
  body.copy(octets, 4);
  octets.writeUInt32BE(crc32(body), body.length + 4);
  return octets;
}

/** A grey PNG that says it is of this size; `pixels` is what it holds, deflated, which may be less. */
export function makePng(width: number, height: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    part('IHDR', head),
    part('IDAT', pixels),
    part('IEND', Buffer.alloc(0)),
  ]);
}
