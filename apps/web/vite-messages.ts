import { lingui } from '@lingui/vite-plugin';

/** Texts: macros become look-ups, catalogues become modules. For the build, for watch mode and for the tests of pages. */
export const messages = () => lingui({ cwd: import.meta.dirname, macroTransform: true, failOnCompileError: true });
