import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName, extensionOf } from './clean-name.ts';

test.each([
  ['Report 2026.pdf', 'Report 2026.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\win.ini', 'win.ini'],
  ['C:\\fakepath\\notes.txt', 'notes.txt'],
  ['a\0b\r\n.pdf', 'ab.pdf'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['\u2067\u200fsecret\u2069.md', 'secret.md'],
  ['👩‍👩‍👧‍👦 Familie – Übersicht.md', '👩‍👩‍👧‍👦 Familie – Übersicht.md'],
  ['नमस्ते.txt', 'नमस्ते.txt'],
  ['', 'unnamed'],
  ['..', 'unnamed'],
  ['../', 'unnamed'],
  ['\u202e', 'unnamed'],
  ['folder/', 'folder'],
])('%j is shown as %j', (original, shown) => {
  expect(cleanName(original)).toBe(shown);
});

test('a long name keeps its extension and cuts no character in two', () => {
  const name = cleanName(`${'👩‍👩‍👧‍👦'.repeat(100)}.pdf`);
  expect(name.length).toBeLessThanOrEqual(255);
  expect(name).toMatch(/^(?:👩‍👩‍👧‍👦)+\.pdf$/u);
});

test('whatever comes in, the name is short, visible, well-formed, no path, and clean already', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (original) => {
      const name = cleanName(original);
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(255);
      expect(name.isWellFormed()).toBe(true);
      expect(name).not.toMatch(/[\p{Cc}/\\\u202a-\u202e\u2066-\u2069]/u);
      expect(['.', '..']).not.toContain(name);
      expect(cleanName(name)).toBe(name);
    }),
  );
});

test('the extension is the last one, in lower case', () => {
  expect(extensionOf('A.B.PDF')).toBe('.pdf');
  expect(extensionOf('archive.tar.gz')).toBe('.gz');
  expect(extensionOf('.profile')).toBe('');
  expect(extensionOf('README')).toBe('');
  expect(extensionOf('trailing.')).toBe('');
});
