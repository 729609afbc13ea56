import { useState } from 'react';

const key = 'millrace.sidebar';
const wide = window.matchMedia('(min-width: 64rem)');

/** Whether the sidebar of wide screens is shown; stored in this browser. Narrow screens have a sheet instead. */
export function useSidebar() {
  const [open, setOpen] = useState(() => localStorage.getItem(key) !== 'closed');
  const toggle = () => {
    localStorage.setItem(key, open ? 'closed' : 'open');
    setOpen(!open);
  };
  return { open, toggle, isWide: () => wide.matches };
}
