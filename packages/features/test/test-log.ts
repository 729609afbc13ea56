import type { Log } from '@millrace/contract/log';

export type LoggedLine = { level: 'debug' | 'info' | 'warn' | 'error'; fields: object; message: string };

/** Keeps what is logged for the test to look at; MILLRACE_TEST_LOG=1 also shows it. */
export function testLog(): { log: Log; logged: LoggedLine[] } {
  const logged: LoggedLine[] = [];
  const show = process.env.MILLRACE_TEST_LOG === '1';
  const logWith = (bindings: object): Log => {
    const at = (level: LoggedLine['level']) => (fields: object, message?: string) => {
      const line = { level, fields: { ...bindings, ...fields }, message: message ?? '' };
      logged.push(line);
      if (show) console.error(level, line.message, line.fields);
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (more) => logWith({ ...bindings, ...more }),
    };
  };
  return { log: logWith({}), logged };
}
