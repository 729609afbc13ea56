/** What a page may load before it can be used: bytes of script as Brotli, and requests for script. */
export type PageBudget = {
  page: string;
  /** Its parts as the build's manifest calls them, beside the start that every page has. Each brings what it imports. */
  parts: readonly string[];
  bytes: number;
  requests: number;
};

const shell = ['shell', 'stream-worker'];
const settings = [...shell, 'src/pages/settings/settings-layout.tsx'];

/** A larger page needs a reason: first look for what could come when it is needed (`lazy`, `onDemand`). */
export const pageBudgets: readonly PageBudget[] = [
  { page: 'Sign-in', parts: [], bytes: 120_000, requests: 5 },
  { page: 'New chat', parts: [...shell, 'chat'], bytes: 200_000, requests: 25 },
  { page: 'Sources', parts: [...shell, 'src/pages/sources-page.tsx'], bytes: 330_000, requests: 30 },
  { page: 'Source', parts: [...shell, 'src/pages/source-page.tsx'], bytes: 330_000, requests: 30 },
  { page: 'Search', parts: [...shell, 'src/pages/search-page.tsx'], bytes: 200_000, requests: 30 },
  {
    page: 'Settings',
    parts: [...settings, 'src/pages/settings/workspace-settings.tsx'],
    bytes: 260_000,
    requests: 30,
  },
];
