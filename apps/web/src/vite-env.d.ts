/// <reference types="vite/client" />

/** A catalogue of messages, compiled as it is loaded. */
declare module '*.po' {
  export const messages: import('@lingui/core').Messages;
}
