import { type ClassValue, clsx } from 'clsx';

/** Joins class names. A class that must win over one of the component's own carries Tailwind's `!`: merging them at run time would cost 12 kB. */
export const cn = (...classes: ClassValue[]): string => clsx(classes);
