import type { Locator } from './locator.ts';

const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

/** A place that is no page, as people name it: `row 12 of Parts`, `page 3 of plans/mill.pdf`, `1:20–1:48`. '' where there is nothing to say beside the title. */
export function describeLocator(place: Locator): string {
  switch (place.kind) {
    case 'row':
      return place.sheet === null ? `row ${place.row}` : `row ${place.row} of ${place.sheet}`;
    case 'member': {
      if (place.page !== null) return `page ${place.page} of ${place.path}`;
      if (place.row === null) return place.path;
      const { sheet, row } = place;
      return sheet === null ? `row ${row} of ${place.path}` : `row ${row} of ${sheet} in ${place.path}`;
    }
    case 'url':
      return place.heading ?? '';
    case 'time':
      return `${clock(place.startMs)}–${clock(place.endMs)}`;
  }
}

/** Where a passage stands beside its title: `page 3`, or its place in words; '' where there is nothing to say. */
export function whereInWords({ page, place }: { page: number | null; place?: Locator | null }): string {
  if (page !== null) return `page ${page}`;
  return place ? describeLocator(place) : '';
}
