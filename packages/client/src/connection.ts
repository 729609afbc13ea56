/** Where the server is and who asks. */
export type Connection = {
  /** Address of the server without a trailing slash, e.g. `https://millrace.example.org`; '' in a page that the server itself serves. */
  url: string;
  /** `mr_…` of one workspace; without it the session cookie of the browser is used. */
  apiKey?: string;
  /** Sends the requests; the platform's own by default. */
  fetch?: typeof globalThis.fetch;
};

export const authorization = (apiKey: string | undefined): Record<string, string> =>
  apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
