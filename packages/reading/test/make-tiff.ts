/** A grey picture of one byte per pixel as an uncompressed TIFF whose directory is behind the pixels, in either order of bytes. */
export function makeTiff(pixels: Buffer, width: number, height: number, order: 'little' | 'big'): Buffer {
  const little = order === 'little';
  const short = (value: number) => {
    const bytes = Buffer.alloc(2);
    if (little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const long = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const shortField = (tag: number, value: number) =>
    Buffer.concat([short(tag), short(3), long(1), short(value), short(0)]);
  const longField = (tag: number, value: number) => Buffer.concat([short(tag), short(4), long(1), long(value)]);
  const fields = [
    shortField(256, width),
    shortField(257, height),
    shortField(258, 8),
    shortField(259, 1),
    shortField(262, 1),
    longField(273, 8),
    shortField(277, 1),
    shortField(278, height),
    longField(279, pixels.length),
  ];
  const even = pixels.length % 2 === 0 ? pixels : Buffer.concat([pixels, Buffer.alloc(1)]);
  const head = Buffer.concat([Buffer.from(little ? 'II' : 'MM'), short(42), long(8 + even.length)]);
  return Buffer.concat([head, even, short(fields.length), ...fields, long(0)]);
}
