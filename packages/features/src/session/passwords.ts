import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's default kind) at OWASP's first recommendation: 19 MiB, two passes, one lane; about 80 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let dummyHash: Promise<string> | undefined;

/** A salted hash in PHC form, which carries its own cost. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/**
 * Whether the password is that of the hash. Without a hash (unknown account) the same work is done on a dummy, so that neither answer
 * nor time tells whether an account exists.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await dummyHash), password);
  return matches && passwordHash !== undefined;
}
