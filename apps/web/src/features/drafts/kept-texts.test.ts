import { beforeEach, expect, test, vi } from 'vitest';

/** Enough of a browser's storage: its keys are own properties. */
function fakeStorage(): Storage {
  const methods = {
    getItem: (key: string) => (Object.hasOwn(store, key) ? store[key] : null),
    setItem: (key: string, value: string) => {
      store[key] = value;
    },
    removeItem: (key: string) => {
      delete store[key];
    },
  };
  const store: Record<string, string> = Object.create(methods);
  return store as unknown as Storage;
}

type Texts = typeof import('./kept-texts.ts');
const load = async (): Promise<Texts> => {
  vi.resetModules();
  return import('./kept-texts.ts');
};

beforeEach(() => {
  vi.stubGlobal('localStorage', fakeStorage());
  vi.stubGlobal('sessionStorage', fakeStorage());
});

test('a text outlives the page under a key that names the person', async () => {
  const texts = await load();
  texts.keepTextsOf('ada');
  expect(texts.keepText('place', 'Typed')).toBe(true);
  expect({ ...localStorage }).toMatchObject({ 'millrace.draft.ada.place': 'Typed' });
  const later = await load();
  later.keepTextsOf('ada');
  expect(later.readText('place')).toBe('Typed');
});

test('another person finds nothing of the one before, whether they signed out or not', async () => {
  const texts = await load();
  texts.keepTextsOf('ada');
  texts.keepText('place', 'Of Ada');
  const others = await load();
  others.keepTextsOf('eve');
  expect(others.readText('place')).toBe('');
  expect(JSON.stringify({ ...localStorage })).not.toContain('Of Ada');
});

test('signing out forgets, and what a tab that is still open keeps afterwards is of nobody else', async () => {
  const texts = await load();
  texts.keepTextsOf('ada');
  texts.keepText('place', 'Of Ada');
  texts.forgetTexts();
  expect(texts.readText('place')).toBe('');
  localStorage.setItem('millrace.draft.ada.place', 'From another tab');
  texts.keepTextsOf('eve');
  expect(texts.readText('place')).toBe('');
  expect({ ...localStorage }).toEqual({ 'millrace.person': 'eve' });
});

test('texts of former versions go to the person who was here last', async () => {
  localStorage.setItem('millrace.draft.conversation', 'Unsent');
  localStorage.setItem('millrace.draft.edit.message', 'Half edited');
  localStorage.setItem('millrace.person', 'ada');
  const texts = await load();
  texts.keepTextsOf('ada');
  expect(texts.readText('conversation')).toBe('Unsent');
  expect(texts.readText('edit.message')).toBe('Half edited');
});

test('a full storage is reported, and the text lives as long as the page', async () => {
  const texts = await load();
  texts.keepTextsOf('ada');
  vi.spyOn(Object.getPrototypeOf(localStorage) as Storage, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  expect(texts.keepText('place', 'Typed')).toBe(false);
  expect(texts.readText('place')).toBe('Typed');
});
