import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import decode from 'heic-decode';
import sharp from 'sharp';

/** A picture of more would take 400 MB when unpacked. */
const maxPixels = 100_000_000;

const refusal = (reason: string, message: string, cause?: unknown) =>
  new AppError('invalid', `sources.${reason}`, message, { cause });

/**
 * The first picture of a HEIC file as PNG, upright as the file says and without what the camera wrote into it. sharp comes without the
 * patented decoder that this needs. Throws AppError invalid when it is damaged or too large.
 */
export async function decodeHeic(path: string): Promise<Buffer> {
  const octets = await readFile(path);
  try {
    const pictures = await decode.all({ buffer: octets });
    const [first] = pictures;
    if (!first) throw new Error('no picture');
    if (first.width * first.height > maxPixels) {
      const most = maxPixels / 1_000_000;
      throw refusal(
        'too-many-pixels',
        `This image has more than ${most} megapixels. Make it smaller, then upload it again.`,
      );
    }
    const { width, height, data } = await first.decode();
    pictures.dispose();
    const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return await sharp(raw, { raw: { width, height, channels: 4 } })
      .png({ compressionLevel: 1 })
      .toBuffer();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const way = 'Save it as .jpg, then upload that.';
    throw refusal('damaged', `This HEIC image is damaged or of a kind that cannot be opened. ${way}`, error);
  }
}
