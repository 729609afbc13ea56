declare module 'heic-decode' {
  /** Four octets a pixel: red, green, blue, alpha. */
  type Pixels = { width: number; height: number; data: Uint8ClampedArray };
  type Picture = { width: number; height: number; decode(): Promise<Pixels> };
  const decode: { all(file: { buffer: Uint8Array }): Promise<Picture[] & { dispose(): void }> };
  export = decode;
}
