import type { BrowserContext } from '@playwright/test';
import { ours } from './start-app.ts';

/**
 * What must not happen in any test: errors on the console, uncaught exceptions and rejections, violations of the content
 * policy, requests to anyone but the server, 5xx responses. `expect` excuses what a test causes on purpose.
 */
export class Faults {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];

  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  left(): string[] {
    return this.#seen.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }

  watch(context: BrowserContext): void {
    const see = (fault: string) => this.#seen.push(fault);
    context.on('console', (message) => {
      if (message.type() === 'error') see(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', ({ error }) => see(`page error: ${error().stack ?? error().message}`));
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const foreign = protocol !== 'data:' && protocol !== 'blob:' && !ours.has(origin);
      if (foreign) see(`foreign request: ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) see(`HTTP ${response.status()}: ${response.url()}`);
    });
  }
}

/** Faults of a browser without a network, which logs each failed request on its console. */
export const offlineFaults = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_CONNECTION/;

/** Browsers log refusals (4xx) on the console as if they were errors. */
export const refusal = (...statuses: number[]): RegExp => new RegExp(`status of (${statuses.join('|')})`);
