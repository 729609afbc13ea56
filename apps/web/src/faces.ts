/** Every feature that the shell shows, one line each. */

export { apiKeysFace } from './features/api-keys/face.ts';
export { chatFace } from './features/chat/face.ts';
export { modelsFace } from './features/models/face.ts';
export { searchFace } from './features/search/face.ts';
export { sessionFace } from './features/session/face.ts';
export { sourcesFace } from './features/sources/face.ts';
export { themeFace } from './features/theme/face.ts';
export { workspacesFace } from './features/workspaces/face.ts';
