import { AppError } from '@millrace/contract/app-error';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** A password that fewer guesses find is tried by everybody who has a list: leaked ones first, then patterns, then names. */
const leastGuesses = 1e9;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loaded with its list of leaked passwords when the first password is chosen. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Factory({ dictionary, graphs: adjacencyGraphs });
}

/** Words that whoever knows the account tries first. */
const wordsOf = ({ name, email }: { name: string; email: string }): string[] => [
  'millrace',
  email,
  ...email.split(/[@._+-]/),
  name,
  ...name.split(/\s+/),
];

/**
 * Refuses a new password that is in lists of leaked ones, follows a pattern, or is made of the name, the e-mail address or the name of
 * the product. Throws AppError invalid with the sentence for `field`.
 */
export async function checkPassword(
  password: string,
  account: { name: string; email: string },
  field: string,
): Promise<void> {
  estimator ??= loadEstimator();
  const words = wordsOf(account).filter((word) => word.length > 2);
  if ((await estimator).check(password, words).guesses >= leastGuesses) return;
  throw new AppError('invalid', 'session.weak-password', weak, { fields: { [field]: [weak] } });
}

const weak =
  'This password is easy to guess: it is in lists of leaked passwords, follows a pattern, or contains your name or e-mail address. Choose another one, such as four unrelated words.';
