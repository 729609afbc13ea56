/** The word that robots.txt knows us by. */
export const productToken = 'Millrace';

/** Who asks, and how the people behind a site reach whoever runs this installation. */
export const userAgent = (contact: string | undefined): string =>
  `${productToken}/1.0 (document crawler; ${contact ? `contact: ${contact}` : 'no contact given'})`;
