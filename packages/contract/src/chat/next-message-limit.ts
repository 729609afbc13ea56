/** So many messages may wait in a conversation while an answer is written. */
export const mostNextMessages = 5;
