import { z } from 'zod';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** An IANA name such as Europe/Berlin. Offsets are refused: they know no summer. */
export const timeZoneInput = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]/, 'Choose a time zone from the list')
  .refine(isTimeZone, 'Choose a time zone from the list');

/** In which language and time zone pages speak to a person; null: as the browser has it. The language is a BCP 47 tag. */
export const languageInput = z.object({
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .max(35)
    .nullable(),
  timeZone: timeZoneInput.nullable(),
});
export type LanguageChoice = z.output<typeof languageInput>;
