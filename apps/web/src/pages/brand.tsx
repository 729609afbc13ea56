/** The logo and the name of the product; where there is no room for the name, it wraps out of sight. */
export const Brand = () => (
  <span className="inline-flex max-h-6 min-w-0 flex-wrap items-center gap-x-2 overflow-hidden font-semibold tracking-tight">
    <img src="/favicon.svg" alt="" width={24} height={24} className="size-6" />
    <span className="leading-normal">Millrace</span>
  </span>
);
