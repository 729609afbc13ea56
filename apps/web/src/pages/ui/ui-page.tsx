import { I18nProvider } from '@lingui/react';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { UiProvider } from '@millrace/ui/ui-provider';
import { type ComponentType, useLayoutEffect, useState } from 'react';
import { i18n } from '../../features/language/i18n.ts';
import { uiWords } from '../../features/language/ui-words.ts';
import { applyView, readView, type View, writeView } from './view.ts';

type Example = { title: string; Examples: ComponentType };

/** Every file of the folder, by its name without the ending. */
const examples = Object.entries(import.meta.glob<Example>('./examples/*.tsx', { eager: true })).map(
  ([path, example]) => ({ name: path.replace(/^.*\/|\.tsx$/g, ''), ...example }),
);

/**
 * Every component of the kit in all its states, for developers: in watch mode at `/ui`, and in a build of its own for the
 * test of its pictures. Neither a session nor the server is needed.
 */
export function UiPage() {
  const [view, setView] = useState(() => readView(location.search));
  useLayoutEffect(() => {
    applyView(view);
    history.replaceState(null, '', writeView(view));
  }, [view]);
  const shown = examples.filter(({ name }) => view.only === '' || view.only === name);
  return (
    <I18nProvider i18n={i18n}>
      <UiProvider key={view.direction} words={uiWords()} direction={view.direction}>
        <main className={contentWidth('work', 'space-y-10 py-6')}>
          <h1 className="font-semibold text-xl">Components</h1>
          <Switches view={view} onChange={setView} />
          {shown.map(({ name, title, Examples }) => (
            <section key={name} aria-labelledby={name} data-example={name} className="space-y-4 bg-bg p-4">
              <h2 id={name} className="font-semibold text-lg">
                {title}
              </h2>
              <Examples />
            </section>
          ))}
        </main>
      </UiProvider>
    </I18nProvider>
  );
}

const choices = {
  theme: { light: 'Light', dark: 'Dark' },
  direction: { ltr: 'Left to right', rtl: 'Right to left' },
  text: { 100: '100 %', 200: '200 %' },
  only: { '': 'All components', ...Object.fromEntries(examples.map(({ name, title }) => [name, title])) },
};

const Switches = ({ view, onChange }: { view: View; onChange: (view: View) => void }) => (
  <nav aria-label="View" className="flex flex-wrap gap-4">
    {Object.entries(choices).map(([name, options]) => (
      <label key={name} className="max-w-full">
        <span className="sr-only">{name}</span>
        <select
          value={view[name as keyof View]}
          onChange={(event) => onChange({ ...view, [name]: event.target.value })}
          // as wide whatever there is to choose: a new example must not change the pictures of the others
          className="w-44 max-w-full rounded-md border border-line-strong bg-surface px-2 py-1"
        >
          {Object.entries(options).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    ))}
  </nav>
);
