import { deflateSync } from 'node:zlib';
import { type GreyPicture, type Turn, turned } from '../src/files/ocr/grey-picture.ts';
import { PageRenderer } from '../src/files/pdf/render-page.ts';
import { assemblePdf, pdfStream } from './make-pdf.ts';

/**
 * How a page came out of the scanner: turned by quarters, at some resolution, with grains of dust (a share of its pixels), askew by some
 * degrees, and with a line of printed text that was added to its top.
 */
export type Scan = { turn?: Turn; dpi?: number; dust?: number; skew?: number; stamp?: string };

/** The same grains for the same picture. */
function dusty({ width, height, grey }: GreyPicture, share: number): GreyPicture {
  const out = grey.slice();
  let seed = 12_345;
  for (let i = 0; i < out.length * share; i++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    out[seed % out.length] = (seed >> 8) & 255;
  }
  return { width, height, grey: out };
}

/** The matrix that turns a page by so many degrees around its middle. */
function askew(degrees: number, width: number, height: number): string {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const [x, y] = [width / 2, height / 2];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y].map((value) => value.toFixed(6)).join(' ');
}

/** Pages of pictures only, each a grey picture that fills its page. */
export function picturePdf(pictures: { picture: GreyPicture; scale: number; skew?: number; stamp?: string }[]): Buffer {
  const kids = pictures.map((_, i) => `${3 + i * 3} 0 R`).join(' ');
  return assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`,
    ...pictures.flatMap(({ picture: { width, height, grey }, scale, skew = 0, stamp = '' }, i) => {
      const [w, h] = [width / scale, height / scale];
      const at = 3 + i * 3;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${at + 1} 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /I ${at + 2} 0 R >> >> >>`,
        pdfStream(
          `q ${askew(skew, w, h)} cm ${w} 0 0 ${h} 0 0 cm /I Do Q BT /F1 10 Tf 72 ${h - 30} Td (${stamp}) Tj ET`,
        ),
        pdfStream(
          deflateSync(grey),
          `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode`,
        ),
      ];
    }),
  ]);
}

/** The pages of a PDF as a scanner would make them again: pictures without any text. `scans`: one per page. */
export async function scanPdf(octets: Uint8Array, scans: Scan[]): Promise<Buffer> {
  const renderer = await PageRenderer.open(octets);
  const pictures: { picture: GreyPicture; scale: number; skew: number; stamp: string }[] = [];
  for (const [i, { turn = 0, dpi = 150, dust = 0, skew = 0, stamp = '' }] of scans.entries()) {
    const { picture, scale } = await renderer.render(i + 1, dpi / 72);
    pictures.push({ picture: turned(dusty(picture, dust), turn), scale, skew, stamp });
  }
  renderer.close();
  return picturePdf(pictures);
}
