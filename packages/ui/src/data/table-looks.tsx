/**
 * The looks of a table. Its rows are grids of the same tracks; in a container of less than 36 rem they are cards: the name with the
 * checkbox and the actions, and below it the other cells one after the other.
 */
export const rowClass =
  'group/row flex flex-wrap items-center gap-x-3 px-2 py-1.5 text-xs @xl:grid @xl:grid-cols-(--columns-narrow) @4xl:grid-cols-(--columns) @xl:gap-0 @xl:px-0 @xl:py-0';

export const cellClass = 'flex min-w-0 items-center @xl:min-h-8.75 @xl:px-2';

/** Where the table scrolls sideways, checkboxes and names stay in view. Their background covers what passes below. */
export const stickySelect = '@xl:sticky @xl:inset-s-0 @xl:z-10 bg-inherit';
export const stickyMain = '@xl:sticky @xl:inset-s-(--main-start) @xl:z-10 bg-inherit';

/** The classes of the link in a main cell: the whole row opens it. Marked with `data-row-link`, Enter does too. */
export const rowLinkClass =
  '-outline-offset-2! min-w-0 truncate font-medium after:absolute after:inset-0 hover:underline max-w-full';

/** What else can be pressed in a row is above that link. */
export const aboveRowLink = 'relative z-1';
