import sharp from 'sharp';

/** A picture of a white board with large letters on it, as PNG. */
export function makeSign(lines: string[]): Promise<Buffer> {
  const texts = lines.map(
    (line, i) => `<text x="40" y="${160 + i * 140}" font-size="60" font-family="DejaVu Sans">${line}</text>`,
  );
  const height = 200 + lines.length * 140;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="${height}"><rect width="100%" height="100%" fill="white"/>${texts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
