import { createContext, useContext } from 'react';

/** The few words that components show on their own. The app provides them in the language of the person. */
export type Words = {
  close: string;
  dismiss: string;
  notifications: string;
  loading: string;
  copied: string;
  /** The browser refused to put a text on the clipboard. */
  notCopied: { title: string; detail: string };
  nothingMatches: string;
  /** The option that selects everything. */
  all: string;
  title: string;
  rename: string;
  showCharacters: string;
  hideCharacters: string;
  remove: (name: string) => string;
  /** The name of the list of search results, from the label of the search. */
  resultsOf: (label: string) => string;
  /** The name of the menu that a button opens, from the label of the button. */
  menuOf: (label: string) => string;
  /** The head of the column that holds the actions of each row. */
  actions: string;
  /** A label before its value. */
  labelled: (label: string) => string;
  columns: string;
  resetColumns: string;
  widthOf: (name: string) => string;
  narrower: (name: string) => string;
  wider: (name: string) => string;
  clearFilter: string;
  clearOf: (label: string) => string;
  /** A search among the values of a filter. */
  findIn: (label: string) => string;
  showAll: (count: number) => string;
  rangeFrom: string;
  rangeUntil: string;
  formatNumber: (value: number) => string;
};

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('A component of the UI package was rendered outside UiProvider');
  return words;
}
