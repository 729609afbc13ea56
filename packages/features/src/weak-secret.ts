const placeholders =
  /change.?me|replace.?me|placeholder|example|your.?secret|secret.?key|password|default|insecure|qwerty|12345|abcdef/i;

/**
 * What is wrong with a secret, in words that do not repeat it; undefined when it will do. Too short is refused everywhere, what
 * somebody typed or copied from a guide only in production.
 */
export function weaknessOfSecret(secret: string, production: boolean): string | undefined {
  if (Buffer.byteLength(secret) < 32) {
    return 'must have at least 32 bytes: generate one with `openssl rand -base64 48`';
  }
  if (!production) return undefined;
  if (placeholders.test(secret)) return 'looks like a placeholder: generate one with `openssl rand -base64 48`';
  // 32 random hex digits have 16 kinds of character on hand and use about 14 of them; fewer than 10 is a pattern
  if (new Set(secret).size < 10) return 'is too repetitive: generate one with `openssl rand -base64 48`';
  return undefined;
}
