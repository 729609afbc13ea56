import { createContext, useContext } from 'react';

/** The few words that components say of themselves. The app gives them in the language of the person. */
export type Words = {
  close: string;
  dismiss: string;
  notifications: string;
  loading: string;
  copied: string;
  /** The browser refused to put a text on the clipboard. */
  notCopied: { title: string; detail: string };
  nothingMatches: string;
  /** One of several or all of them. */
  all: string;
  title: string;
  rename: string;
  showCharacters: string;
  hideCharacters: string;
  remove: (name: string) => string;
  /** Names the list of what a search found, by the label of the search. */
  resultsOf: (label: string) => string;
  /** Names the menu that a button opens, by the label of the button. */
  menuOf: (label: string) => string;
  formatNumber: (value: number) => string;
};

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('A component of the UI package stands outside UiProvider');
  return words;
}
