/** What opens at a control: below it, and as a sheet at the bottom of the screen on phones. */
export const sheetPositioner =
  'z-60 outline-none max-sm:touch:fixed! max-sm:touch:inset-x-0! max-sm:touch:top-auto! max-sm:touch:bottom-0! max-sm:touch:transform-none!';

export const popClass =
  'rounded-lg border border-line bg-raised shadow-pop outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';

/** The sheet fills the width, and leaves the gesture bar free. */
export const sheetPop =
  'max-sm:touch:w-full! max-sm:touch:max-w-none! max-sm:touch:rounded-b-none max-sm:touch:pb-[env(safe-area-inset-bottom)]';

/** Only behind a sheet. */
export const sheetBackdrop =
  'hidden max-sm:touch:block fixed inset-0 z-60 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0';
