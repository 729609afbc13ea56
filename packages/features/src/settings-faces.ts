/** Every slice that reads settings from the environment, one line each. */
export { budgetsSettings } from './budgets/settings.ts';
export { chatSettings } from './chat/settings.ts';
export { completionsSettings } from './completions/settings.ts';
export { crawlSettings } from './crawl/settings.ts';
export { filesSettings } from './files/settings.ts';
export { modelsSettings } from './models/settings.ts';
export { sessionSettings } from './session/settings.ts';
export { sourcesSettings } from './sources/settings.ts';
