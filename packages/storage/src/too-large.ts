import { AppError } from '@millrace/contract/app-error';

/** Bytes as people read limits: `10 MB`, `1.5 MB`, `20 KB`. */
export function sizeInWords(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  if (megabytes >= 1) return `${Number.isInteger(megabytes) ? megabytes : megabytes.toFixed(1)} MB`;
  return bytes >= 1024 ? `${Math.floor(bytes / 1024)} KB` : `${bytes} bytes`;
}

/** The refusal of what is above the limit, the same wherever it is noticed first. */
export function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'invalid',
    'files.too-large',
    `This file is larger than ${sizeInWords(maxBytes)}, which is the limit. Split it or make it smaller, then try again.`,
  );
}
