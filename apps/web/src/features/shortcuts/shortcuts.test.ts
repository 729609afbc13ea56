// @vitest-environment node
import { expect, test, vi } from 'vitest';

vi.stubGlobal('navigator', { platform: 'Linux' });
const { areKeysOf, isSingle, pressedKeys, shortcuts } = await import('./shortcuts.ts');
vi.resetModules();
vi.stubGlobal('navigator', { platform: 'MacIntel' });
const onMac = await import('./shortcuts.ts');
const pressed = { code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, held: object = {}) => pressedKeys({ ...pressed, key, ...held });
const pressOnMac = (key: string, held: object = {}) => onMac.pressedKeys({ ...pressed, key, ...held });

test('every shortcut has keys of its own within its group, and single keys everywhere', () => {
  const all = Object.values(shortcuts).map(({ group, keys }) => (isSingle(keys) ? keys : `${group}: ${keys}`));
  expect(new Set(all).size).toBe(all.length);
});

test('Shift and a letter are named so, and Caps Lock changes nothing', () => {
  expect(press('X', { shiftKey: true })).toBe('Shift x');
  expect(press('x', { shiftKey: true })).toBe('Shift x');
  expect(press('X')).toBe('x');
  expect(isSingle('Shift x')).toBe(true);
});

test('each digit from 1 to 9 picks a filter', () => {
  expect(areKeysOf('pickFilter', '1') && areKeysOf('pickFilter', '9')).toBe(true);
  expect(areKeysOf('pickFilter', '0') || areKeysOf('pickFilter', '12')).toBe(false);
  expect(areKeysOf('nextRow', 'j')).toBe(true);
});

test('Ctrl and Cmd are the same, and with them the case of a letter does not matter', () => {
  expect(press('k', { ctrlKey: true })).toBe('Ctrl K');
  expect(press('k', { metaKey: true })).toBe('Ctrl K');
  expect(press('O', { ctrlKey: true, shiftKey: true })).toBe('Ctrl Shift O');
});

test('a question mark is a question mark even though Shift is held', () => {
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Escape', { shiftKey: true })).toBe('Shift Escape');
});

test('a bracket typed with Option on a Mac is a bracket; elsewhere, and with other keys, Alt counts', () => {
  expect(pressOnMac('[', { altKey: true, code: 'Digit5' })).toBe('[');
  expect(pressOnMac('Escape', { altKey: true })).toBe('Alt Escape');
  expect(pressOnMac('k', { altKey: true, metaKey: true })).toBe('Alt Ctrl K');
  expect(press('c', { altKey: true })).toBe('Alt c');
});

test('the semicolon is recognised by its position on the keyboard, whatever Shift types', () => {
  expect(press(':', { ctrlKey: true, shiftKey: true, code: 'Semicolon' })).toBe('Ctrl Shift ;');
});

test('letters and sequences of letters are single keys, combinations are not', () => {
  expect(['c', 'g s', '?', '['].every(isSingle)).toBe(true);
  expect(['Ctrl K', 'Escape', 'Shift Escape'].some(isSingle)).toBe(false);
});
