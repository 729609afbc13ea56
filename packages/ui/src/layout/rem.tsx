/** The size of 1 rem in pixels: widths in rem grow with the text. */
export const remInPixels = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('font-size'));
