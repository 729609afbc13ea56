/** What the page shows and how. It stands in the address, so that a view can be linked to and a test can open it. */
export type View = {
  theme: 'light' | 'dark';
  direction: 'ltr' | 'rtl';
  /** Text size in per cent. */
  text: '100' | '200';
  /** The only component that is shown, named as its file; empty: all of them. */
  only: string;
};

const oneOf = <Value extends string>(values: readonly [Value, ...Value[]], value: string | null): Value =>
  values.find((known) => known === value) ?? values[0];

export function readView(search: string): View {
  const parameters = new URLSearchParams(search);
  return {
    theme: oneOf(['light', 'dark'], parameters.get('theme')),
    direction: oneOf(['ltr', 'rtl'], parameters.get('direction')),
    text: oneOf(['100', '200'], parameters.get('text')),
    only: parameters.get('only') ?? '',
  };
}

/** The address of a view, without what is so by default. */
export function writeView(view: View): string {
  const initial = readView('');
  const changed = Object.entries(view).filter(([name, value]) => initial[name as keyof View] !== value);
  return `?${new URLSearchParams(changed)}`;
}

/** Puts the view on the document; the examples themselves know nothing of it. */
export function applyView({ theme, direction, text }: View): void {
  const { dataset, style } = document.documentElement;
  dataset.theme = theme;
  document.documentElement.dir = direction;
  style.fontSize = `${text}%`;
}
