import { t } from '@lingui/core/macro';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { type ComponentProps, memo, type ReactNode, useRef, useState } from 'react';
import { type Components, defaultRehypePlugins, defaultRemarkPlugins, Streamdown } from 'streamdown';
import { CitationMark } from '../citations/citation-mark.tsx';
import { citationMarks, htmlAsText } from '../citations/citation-marks.ts';
import { AnswerLink } from './answer-link.tsx';
import { markdownCutter } from './cut-markdown.ts';

type With = { children?: ReactNode };

/** One level for all: the page has its own outline, and models skip levels. Each block has the direction of its own first letter. */
const Heading = ({ children }: With) => <h3 dir="auto">{children}</h3>;

/** Whatever scrolls must be reachable by keyboard. */
const reachable = { tabIndex: 0 };

function CodeFence({ children }: With) {
  const code = useRef<HTMLPreElement>(null);
  return (
    <div className="group/code relative">
      <pre
        {...reachable}
        dir="ltr"
        ref={code}
        className="overflow-x-auto rounded-md border border-line bg-sunken p-3 text-xs leading-normal"
      >
        {children}
      </pre>
      <div className="absolute top-1.5 inset-e-1.5 m-0! rounded-md bg-sunken">
        <CopyButton label={t`Copy code`} text={() => code.current?.textContent ?? ''} />
      </div>
    </div>
  );
}

const ScrollingTable = ({ children }: With) => (
  <ScrollRegion label={t`Table`} className="overflow-x-auto">
    <table>{children}</table>
  </ScrollRegion>
);

/** Images are never fetched: their URL could leak what the sources say. */
const NoImage = ({ alt }: ComponentProps<'img'>) => (
  <span className="text-muted">{alt ? t`[Image not shown: ${alt}]` : t`[Image not shown]`}</span>
);

/** The checkbox of a task list: read-only. */
const TaskBox = ({ checked }: ComponentProps<'input'>) => (
  <input type="checkbox" checked={checked} disabled readOnly aria-label={checked ? t`Done` : t`To do`} />
);

const components = {
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  a: AnswerLink,
  img: NoImage,
  input: TaskBox,
  pre: CodeFence,
  code: ({ children }: With) => <code>{children}</code>,
  inlineCode: ({ children }: With) => <code>{children}</code>,
  table: ScrollingTable,
  thead: ({ children }: With) => <thead>{children}</thead>,
  tbody: ({ children }: With) => <tbody>{children}</tbody>,
  tr: ({ children }: With) => <tr>{children}</tr>,
  p: ({ children }: With) => <p dir="auto">{children}</p>,
  th: ({ children }: With) => <th dir="auto">{children}</th>,
  td: ({ children }: With) => <td dir="auto">{children}</td>,
  ul: ({ children }: With) => <ul dir="auto">{children}</ul>,
  ol: ({ children, start }: ComponentProps<'ol'>) => (
    <ol dir="auto" start={start}>
      {children}
    </ol>
  ),
  li: ({ children }: With) => <li dir="auto">{children}</li>,
  hr: () => <hr />,
  strong: ({ children }: With) => <strong>{children}</strong>,
  blockquote: ({ children }: With) => <blockquote dir="auto">{children}</blockquote>,
  'citation-mark': ({ n }: { n?: string }) => <CitationMark n={Number(n)} />,
  // the type's index signature knows no element's own properties
} as Components;

const rehypePlugins = [htmlAsText, defaultRehypePlugins.sanitize, citationMarks].filter(
  (plugin) => plugin !== undefined,
);
const remarkPlugins = Object.values(defaultRemarkPlugins);

type Props = { text: string; streaming: boolean };

const Piece = memo(({ text, streaming }: Props) => (
  <Streamdown
    mode={streaming ? 'streaming' : 'static'}
    parseIncompleteMarkdown={streaming}
    remend={{ linkMode: 'text-only' }}
    components={components}
    rehypePlugins={rehypePlugins}
    remarkPlugins={remarkPlugins}
    controls={false}
  >
    {text}
  </Streamdown>
));
Piece.displayName = 'Piece';

const Section = memo(({ pieces, streaming }: { pieces: readonly string[]; streaming: boolean }) => (
  <div>
    {pieces.map((piece, n) => (
      <Piece key={n} text={piece} streaming={streaming && n === pieces.length - 1} />
    ))}
  </div>
));
Section.displayName = 'Section';

/**
 * Markdown as it streams: half-written marks are closed, HTML stays text. New words make only the last piece parse again, and only
 * visible sections are laid out, so that a word costs the same in a long answer as in a short one.
 */
export function AnswerMarkdown({ text, streaming }: Props) {
  const [cut] = useState(markdownCutter);
  const sections = cut(text);
  return (
    <div dir="auto" className="prose" data-growing={streaming || undefined}>
      {sections.map((pieces, n) => (
        <Section key={n} pieces={pieces} streaming={streaming && n === sections.length - 1} />
      ))}
    </div>
  );
}
