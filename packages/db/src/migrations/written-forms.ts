/**
 * What words are also written as, as data for the SQL of migration 0027 and for its twin in TypeScript (`numberForms`, `joinedWords`).
 * Frozen with it.
 */

/** Digits and separators of numbers of other scripts and of print, one for one. */
export const digits = {
  from: '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯٬،٫\u2019\u00a0\u2009\u202f',
  to: `${'0123456789'.repeat(4)},,.'   `,
};

/** Hyphens that words are joined by, for a bracket in PostgreSQL and in JavaScript. */
export const hyphens = String.raw`\u2010\u2011-`;

/** What follows a word and is also written as its end: `log in`, `login`; `well being`, `wellbeing`. */
export const particles = 'up down in out on off over under being by through about'.split(' ');

/** Capitals of which short words may be acronyms, for a bracket. */
export const capitals = 'A-ZА-ЯΑ-Ω';
