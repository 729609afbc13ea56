import { AppError } from '@millrace/contract/app-error';
import { expect, it } from 'vitest';
import { asNoRoom } from './no-room.ts';

it.each(['ENOSPC', 'EDQUOT'])('says of %s what to do', (code) => {
  expect(asNoRoom(Object.assign(new Error('write failed'), { code }))).toMatchObject({
    kind: 'unavailable',
    reason: 'files.disk-full',
  });
});

it('leaves every other error as it is', () => {
  const other = new AppError('invalid', 'files.too-large', 'Too large.');
  expect(asNoRoom(other)).toBe(other);
  expect(asNoRoom(undefined)).toBeUndefined();
});
