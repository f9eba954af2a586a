/** The header of a request by its name (lower case). */
type Headers = (name: string) => string | undefined;

/**
 * Whether a browser says that another site's page sent a request. Without credentials of its own a call comes with what
 * the browser adds (cookies), or with the trust in whoever reaches this address; another page must not borrow it.
 *
 * @param trusted origins of pages that may, e.g. `https://shop.example`
 */
export function isCrossSite(header: Headers, trusted: readonly string[]): boolean {
  const origin = header('origin');
  if (origin !== undefined && trusted.includes(origin)) return false;
  // Said by browsers of encrypted pages and of loopback ones; no page can change it (Fetch Metadata).
  const site = header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  // Said by all browsers with everything but GET. A program that is no browser says neither.
  return origin !== undefined && hostOf(origin) !== header('host');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
