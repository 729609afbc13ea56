const opening = 'millrace streams of ';

/** The worker of a person: nothing of one person's streams is in reach of another one's tabs. */
export const nameOfWorker = (userId: string): string => opening + userId;
export const personOf = (name: string): string => name.slice(opening.length);
