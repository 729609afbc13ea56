import { word } from '../wording.ts';

/** Why a file with a password could not be opened, as its source says it; pages know by these words that a password helps. */
export const lockedReasons = {
  needed: word('This PDF is protected with a password. Enter the password, or upload the file again without one.'),
  wrong: word('The password does not open this PDF. Enter another one, or upload the file again without a password.'),
};

export const isLocked = ({ status, reason }: { status: string; reason: string | null }): boolean =>
  status === 'failed' && (reason === lockedReasons.needed || reason === lockedReasons.wrong);
