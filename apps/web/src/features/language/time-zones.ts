/** "Europe/Berlin (UTC+1)" of every time zone that the browser knows; the offset is the one that holds now. */
export const timeZoneOptions = (): { value: string; label: string }[] =>
  ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((value) => ({
    value,
    label: `${value.replaceAll('_', ' ')} (${offsetOf(value)})`,
  }));

const offsetOf = (timeZone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC') ?? timeZone;

export const browserTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
