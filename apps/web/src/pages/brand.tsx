/** The logo and the name of the product. */
export const Brand = () => (
  <span className="inline-flex min-w-0 items-center gap-2 font-semibold tracking-tight">
    <img src="/favicon.svg" alt="" width={24} height={24} className="size-6" />
    <span className="truncate">Millrace</span>
  </span>
);
