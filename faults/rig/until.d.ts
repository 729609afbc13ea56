/** Waits for what must come; fails by name when it does not within `seconds`. */
export declare function until<T>(find: () => Promise<T>, what: string, seconds?: number): Promise<NonNullable<T>>;
