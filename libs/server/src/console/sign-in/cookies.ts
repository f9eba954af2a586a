export interface CookieOptions {
  readonly path: string;
  /** `strict`: sent with what the console itself asks alone; `lax`: also when another site leads to it. */
  readonly sameSite: 'strict' | 'lax';
  /** Sent encrypted only. */
  readonly secure: boolean;
  /** 0 takes the cookie back. */
  readonly maxAgeSeconds: number;
}

/** The value of a `Set-Cookie` header; no script ever reads the cookie. Values are of base64url and dots. */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  const { path, sameSite, secure, maxAgeSeconds } = options;
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAgeSeconds}`, 'HttpOnly'];
  parts.push(`SameSite=${sameSite === 'strict' ? 'Strict' : 'Lax'}`);
  if (secure) parts.push('Secure');
  return parts.join('; ');
}

/** The value of a cookie in a `Cookie` header; undefined where it is not there. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() === name) return value.join('=').trim();
  }
  return undefined;
}
