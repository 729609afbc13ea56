/** Rules of an invented harbour, with definitions, a limit with its list, a lead-in with its list and an address, cut as a search brings them. */
export const harbour: [title: string, text: string][] = [
  [
    'Rules of the harbour',
    `# Rules of the harbour of Skerrymore

## Definitions

1. Berth. A place at the quay where one vessel may lie.

2. Base tide. A tide having a one in ten chance of being exceeded in any month.

3. Home berth. The berth in which a vessel has lain for at least 200 days of the year.

Vessels must be moored above the base tide mark. A shed below the base tide mark is not insured. Works that raise the base tide defences need a permit, and the base tide level is painted on the wall.`,
  ],
  [
    'Rules of the harbour',
    `## Limits

4. Special limits. We will pay no more than 750 crowns for any one loss to one or more of the following:

a. Nets, ropes, or sails;

b. Lamps and lanterns;

c. Charts or instruments.`,
  ],
  [
    'Rules of the harbour',
    `## Visitors

The following vessels may enter without a pilot:

- rowing boats
- the mail steamer Halcyon
- vessels shorter than 9 metres`,
  ],
  [
    'Rules of the harbour',
    `## Contact

The harbour office is run by:

> Skerrymore Harbour Trust
> 14 Lantern Lane
> Skerrymore

In forum postings the office does not answer. Post your letters on the notice board.`,
  ],
];
