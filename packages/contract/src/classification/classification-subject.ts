/** The kind under which runs and events carry a classification. */
export const classificationSubject = 'classification' as const;
