import { expect, test } from 'vitest';
import { findUntranslated } from './find-untranslated.ts';

const find = (code: string) => findUntranslated(code, 'page.tsx').map((text) => text.replace(/^\d+: /, ''));

test('a text outside a macro is found wherever it is shown', () => {
  expect(find('export const A = () => <p>Hello there {name}</p>;')).toEqual(['Hello there']);
  expect(find(`const a = <Button aria-label="Close it" title={\`Delete \${name}\`} />;`)).toEqual([
    'Close it',
    'Delete …',
  ]);
  expect(find(`const a = <p>{open ? 'Open' : count > 1 && 'Closed'}</p>;`)).toEqual(['Open', 'Closed']);
  expect(find(`notify({ title: 'Saved' }); tellFailure('Not saved');`)).toEqual(['Saved', 'Not saved']);
});

test('what stands in a macro, is no word or a name is not', () => {
  expect(find('const a = <p><Trans>Hello <b title={t`It`}>there</b></Trans></p>;')).toEqual([]);
  expect(find(`const a = <Button label={t\`Close \${name}\`} className="text to see" data-x="some words" />;`)).toEqual(
    [],
  );
  expect(find('const a = <p>{count} · {size} → PDF, Millrace</p>;')).toEqual([]);
  expect(find('const a = <Field placeholder="https://example.org/docs" />;')).toEqual([]);
  expect(find('const words = { viewer: { label: msg`Viewer` } };')).toEqual([]);
});
