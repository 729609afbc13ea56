/** What the feed and runs call a conversation. */
export const conversationSubject = 'conversation';
