/** So many files may hang on one message. */
export const mostAttachments = 5;
