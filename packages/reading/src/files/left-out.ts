/** What was not read, in sentences with counts; none where nothing was left out. `[count, 'picture', 'pictures']`. */
export const leftOutInWords = (kinds: [count: number, one: string, other: string][]): string[] =>
  kinds.flatMap(([count, one, other]) =>
    count > 0 ? [`${count.toLocaleString('en')} ${count === 1 ? `${one} was` : `${other} were`} not read.`] : [],
  );

export const pictureWords = ['picture without a description', 'pictures without a description'] as const;
