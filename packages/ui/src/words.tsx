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
  /** The name of the list of options of a field, from its label. */
  optionsOf: (label: string) => string;
  /** Beside the label of a field that may stay empty. */
  optional: string;
  /** The buttons within a field. Its label describes them: as a part of their names, it would not be the field's alone. */
  clear: string;
  showOptions: string;
  openCalendar: string;
  increase: string;
  decrease: string;
  /** The option that makes a new one of what was typed. */
  create: (text: string) => string;
  /** How many options match what was typed; read out while typing. */
  matches: (count: number) => string;
  /** How the chosen ones beside a field are reached and removed by keys. */
  chipKeys: (count: number) => string;
  dates: DateWords;
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
  /** The BCP 47 tag by which dates and numbers are written and read. */
  locale: string;
  /** The IANA time zone that decides which day is today; undefined: the browser's. */
  timeZone: string | undefined;
};

export type DateWords = {
  previousMonth: string;
  nextMonth: string;
  /** In an empty field. */
  example: (date: string) => string;
  /** What was typed is no date; `example` is today in the form that is understood. */
  notADate: (example: string) => string;
  tooEarly: (first: string) => string;
  tooLate: (last: string) => string;
  from: string;
  until: string;
  /** The names of the periods that can be chosen at once. */
  periods: string;
  anyTime: string;
  lastDays: (count: number) => string;
  thisMonth: string;
  thisYear: string;
};

export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('A component of the UI package was rendered outside UiProvider');
  return words;
}
