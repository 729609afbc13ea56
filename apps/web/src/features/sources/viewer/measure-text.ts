let context: CanvasRenderingContext2D | null | undefined;

/** The width of a text in a plain font, in pixels: most documents use a similar one. */
export function measureText(text: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length;
  context.font = '16px Helvetica, Arial, "Liberation Sans", sans-serif';
  return context.measureText(text).width;
}
