import { cn } from '../class-names.tsx';

const sizes = {
  // one letter: the smallest size of text has no room for two
  small: 'size-5 text-xs',
  medium: 'size-8 text-xs',
  large: 'size-10 text-base',
};
export type AvatarSize = keyof typeof sizes;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const firstOf = (word: string): string => {
  const [first] = graphemes.segment(word);
  return first?.segment.toUpperCase() ?? '';
};

/** The first letters of the first and the last word of a name. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first = name.trim(), ...others] = words;
  return firstOf(first) + firstOf(others.at(-1) ?? '');
}

/** The same angle for the same id, whoever looks. */
function hueOf(id: string): number {
  let hash = 0;
  for (const unit of id) hash = (hash * 31 + (unit.codePointAt(0) ?? 0)) % 360;
  return hash;
}

/** A person's initials on a colour of their id. Decoration: the name is written beside it. */
export const Avatar = ({ id, name, size = 'small' }: { id: string; name: string; size?: AvatarSize }) => (
  <span
    aria-hidden
    className={cn(
      'inline-grid shrink-0 select-none place-items-center rounded-full border border-transparent font-semibold leading-none',
      sizes[size],
    )}
    // white reaches 4.5:1 on this lightness at every hue, in both themes
    style={{ color: '#fff', backgroundColor: `oklch(0.48 0.09 ${hueOf(id)})` }}
  >
    {size === 'small' ? firstOf(name.trim()) : initialsOf(name)}
  </span>
);
