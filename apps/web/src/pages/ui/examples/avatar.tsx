import { Avatar } from '@millrace/ui/data/avatar';

export const title = 'Avatar';

const people = [
  { id: '1b4e28ba', name: 'Ada Lovelace' },
  { id: '6fa459ea', name: 'Grace Hopper' },
  { id: '16fd2706', name: 'Émilie du Châtelet' },
  { id: '886313e1', name: 'Plato' },
];

export const Examples = () => (
  <div className="space-y-3">
    {(['small', 'medium', 'large'] as const).map((size) => (
      <div key={size} className="flex flex-wrap items-center gap-4">
        {people.map(({ id, name }) => (
          <span key={id} className="inline-flex items-center gap-2">
            <Avatar id={id} name={name} size={size} />
            {name}
          </span>
        ))}
      </div>
    ))}
  </div>
);
