export const title = 'Type and colours';

const sizes = {
  'text-xs': '13 px: facts about things, tables',
  'text-sm': '14 px: controls, lists',
  'text-base': '16 px: reading, answers, the question box',
  'text-lg': '20 px: titles of pages and dialogs',
  'text-xl': '28 px: start page, numbers that matter',
};
const colours = {
  'text-ink': 'Ink',
  'text-muted': 'Muted',
  'text-accent-ink': 'Accent',
  'text-good': 'Good',
  'text-warn': 'Warning',
  'text-bad': 'Bad',
};

export const Examples = () => (
  <div className="space-y-4">
    <div className="space-y-1">
      {Object.entries(sizes).map(([size, use]) => (
        <p key={size} className={size}>
          {use}
        </p>
      ))}
    </div>
    <p className="flex flex-wrap gap-4 text-base">
      <span>Normal 400</span>
      <span className="font-medium">Medium 550</span>
      <span className="font-semibold">Semibold 650</span>
      <span className="tabular-nums">0123456789</span>
    </p>
    <p className="flex flex-wrap gap-4">
      {Object.entries(colours).map(([colour, name]) => (
        <span key={colour} className={colour}>
          {name}
        </span>
      ))}
      <mark>Marked passage</mark>
    </p>
  </div>
);
