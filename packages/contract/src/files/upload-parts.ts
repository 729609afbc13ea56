/** A file up to this size goes in one request, a larger one in parts of at most this size; so much is sent again after a cut at worst. */
export const uploadPartBytes = 8 * 1024 * 1024;
