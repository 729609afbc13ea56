/** A line of a calendar: its name, what is said about it, its value. */
type Property = { name: string; parameters: Record<string, string>; value: string };

const line = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:]*))*):(.*)$/;

function propertyOf(text: string): Property | undefined {
  const [, name = '', said = '', value = ''] = line.exec(text) ?? [];
  if (name === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [, key = '', given = ''] of said.matchAll(/;([\w-]+)=("[^"]*"|[^";:]*)/g))
    parameters[key.toUpperCase()] = given.replaceAll('"', '');
  const plain = value.replace(/\\n/gi, '\n').replace(/\\([,;\\])/g, '$1');
  return { name: name.toUpperCase(), parameters, value: plain.trim() };
}

/** `20300305T100000` as people write it, with the zone that it is in. */
function timeOf({ value, parameters }: Property): string {
  const [, year, month, day, hour, minute, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/.exec(value) ?? [];
  if (!year) return value;
  const date = `${year}-${month}-${day}`;
  if (!hour) return date;
  const zone = utc ? 'UTC' : parameters.TZID;
  return `${date} ${hour}:${minute}${zone ? ` (${zone})` : ''}`;
}

function personOf({ value, parameters }: Property): string {
  const address = value.replace(/^mailto:/i, '');
  return parameters.CN && parameters.CN !== address ? `${parameters.CN} <${address}>` : address;
}

const text = ({ value }: Property): string => value;
/** What of an event is shown, in this order. */
const shown: [string, string, (property: Property) => string][] = [
  ['Event', 'SUMMARY', text],
  ['Start', 'DTSTART', timeOf],
  ['End', 'DTEND', timeOf],
  ['Repeats', 'RRULE', text],
  ['Location', 'LOCATION', text],
  ['Organizer', 'ORGANIZER', personOf],
  ['Attendees', 'ATTENDEE', personOf],
  ['Status', 'STATUS', text],
  ['Description', 'DESCRIPTION', text],
];

/** The events and tasks of a calendar in iCalendar's form as lines for people; '' where there are none. */
export function invitationText(calendar: string): string {
  const events: Property[][] = [];
  const open: string[] = [];
  for (const row of calendar.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const property = propertyOf(row);
    if (!property) continue;
    const kind = property.value.toUpperCase();
    if (property.name === 'BEGIN') {
      open.push(kind);
      if (kind === 'VEVENT' || kind === 'VTODO') events.push([]);
    } else if (property.name === 'END') open.pop();
    // an alarm within an event has a description too
    else if (open.at(-1) === 'VEVENT' || open.at(-1) === 'VTODO') events.at(-1)?.push(property);
  }
  return events.map(eventText).filter(Boolean).join('\n\n');
}

const eventText = (event: Property[]): string =>
  shown
    .flatMap(([label, name, write]) => {
      const values = event.filter((property) => property.name === name && property.value !== '').map(write);
      return values.length > 0 ? [`${label}: ${values.join(', ')}`] : [];
    })
    .join('\n');
