import { describe, expect, it } from 'vitest';
import { type Cell, sealCell, unsealCell, unsealOld } from './sealed-cell.ts';

describe('a sealed cell', () => {
  const secret = 'x'.repeat(32);
  const cell: Cell = { workspaceId: 'w', table: 't', column: 'c', row: 'r' };
  const sealed = sealCell('the key', secret, cell);

  it('opens with its secret, and not when a byte was changed', () => {
    expect(unsealCell(sealed, secret, cell)).toBe('the key');
    expect(() => unsealCell(sealed, 'y'.repeat(32), cell)).toThrow();
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => unsealCell(changed.toString('base64'), secret, cell)).toThrow();
    }
    expect(() => unsealCell(bytes.subarray(0, 10).toString('base64'), secret, cell)).toThrow();
  });

  it.each(['workspaceId', 'table', 'column', 'row'] as const)('does not open in another %s', (part) => {
    expect(() => unsealCell(sealed, secret, { ...cell, [part]: 'other' })).toThrow();
  });

  it('differs each time', () => {
    expect(sealCell('the key', secret, cell)).not.toBe(sealCell('the key', secret, cell));
  });

  it('is no old seal, whatever its version byte says', () => {
    expect(() => unsealOld(sealed, secret, 'settings.model')).toThrow(/version/);
    const claimed = Buffer.from(sealed, 'base64');
    claimed[0] = 1;
    expect(() => unsealOld(claimed.toString('base64'), secret, 'settings.model')).toThrow();
  });
});
