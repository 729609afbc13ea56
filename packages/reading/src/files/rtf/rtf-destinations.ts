/** What becomes of the text of a group. */
export type Destination =
  | 'text'
  | 'skip'
  | 'fonts'
  | 'styles'
  | 'list-mark'
  | 'footnote'
  | 'comment'
  | 'header'
  | 'footer'
  | 'shape'
  | 'picture'
  | 'object';

/** By the control word that begins a group. */
const destinations = new Map<string, Destination>(
  Object.entries({
    fonttbl: 'fonts',
    stylesheet: 'styles',
    listtext: 'list-mark',
    pntext: 'list-mark',
    footnote: 'footnote',
    annotation: 'comment',
    header: 'header',
    headerl: 'header',
    headerr: 'header',
    headerf: 'header',
    footer: 'footer',
    footerl: 'footer',
    footerr: 'footer',
    footerf: 'footer',
    shptxt: 'shape',
    pict: 'picture',
    object: 'object',
    // the result of an object, and an equation, are text of the document
    result: 'text',
    moMath: 'text',
    moMathPara: 'text',
    mr: 'text',
    ...Object.fromEntries(
      [
        ...[
          'colortbl',
          'info',
          'filetbl',
          'revtbl',
          'listtable',
          'listoverridetable',
          'rsidtbl',
          'generator',
          'xmlnstbl',
        ],
        ...[
          'themedata',
          'colorschememapping',
          'datastore',
          'latentstyles',
          'fldinst',
          'objdata',
          'objclass',
          'nonshppict',
        ],
        ...['sp', 'shprslt', 'pgptbl', 'template', 'bkmkstart', 'bkmkend', 'atnid', 'atnauthor', 'atndate'],
        ...['atnref', 'atnparent', 'atrfstart', 'atrfend', 'atntime', 'pn', 'ftnsep', 'ftnsepc', 'aftnsep', 'aftnsepc'],
        ...[
          'ftncn',
          'aftncn',
          'userprops',
          'docvar',
          'mmathPict',
          'mctrlPr',
          'htmltag',
          'private',
          'objalias',
          'tc',
          'xe',
        ],
      ].map((name) => [name, 'skip' as const]),
    ),
  }),
);

export const destinationOf = (name: string): Destination | undefined => destinations.get(name);

/** Groups that begin with a star and hold text further down. */
export const enteredWithStar = new Set(['shpinst', 'shppict', 'shpgrp', 'moMath', 'moMathPara', 'do', 'dptxbxtext']);
