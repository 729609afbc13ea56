/** The parts of a document's page. */
export const paneIds = ['original', 'text', 'passages'] as const;
export type PaneId = (typeof paneIds)[number];
