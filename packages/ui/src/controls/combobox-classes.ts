/** The frame around an input that has buttons at its end, and shows the focus of all of them. */
export const comboboxBox =
  'flex w-full items-center focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2 data-disabled:opacity-60 has-[[aria-invalid=true]]:border-bad';
export const comboboxButton =
  'grid w-7 shrink-0 place-items-center self-stretch rounded-md text-muted hover:text-ink disabled:pointer-events-none touch:w-9';
