import type { ServerResponse } from 'node:http';

/**
 * No inline script or style, no remote anything. Components set their styles through the DOM, which no policy hinders; what puts a
 * <style> element into the page has no place in it.
 */
const pagePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

const headers: Record<string, string> = {
  'content-security-policy': pagePolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'origin-agent-cluster': '?1',
};

/** Headers of every response. `secure`: the public address is https, and browsers shall remember it for a year. */
export function setSecurityHeaders(res: ServerResponse, { secure }: { secure: boolean }): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (secure) res.setHeader('strict-transport-security', 'max-age=31536000');
}
