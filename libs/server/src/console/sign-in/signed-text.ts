import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a text may be used as: one that was signed as something else does not count. */
export type Purpose = 'session' | 'oidc' | 'csrf' | 'key';

/** Signs what browsers keep, so that it comes back as it was given or not at all. HMAC-SHA-256. */
export class Signer {
  constructor(private readonly secret: string) {}

  /** The signature of a text: says nothing of the text to those who have not the secret. */
  signature(purpose: Purpose, text: string): string {
    // The length of the purpose is fixed by its end: no text of one purpose is one of another.
    return createHmac('sha256', this.secret).update(`${purpose}\n${text}`).digest('base64url');
  }

  matches(purpose: Purpose, text: string, signature: string): boolean {
    const wanted = Buffer.from(this.signature(purpose, text));
    const given = Buffer.from(signature);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  /** A value as text that carries its signature. */
  sign(purpose: Purpose, value: object): string {
    const text = Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${text}.${this.signature(purpose, text)}`;
  }

  /** The value; undefined where the text was not signed here for this purpose. */
  read(purpose: Purpose, signed: string): unknown {
    const [text = '', signature = '', ...rest] = signed.split('.');
    if (rest.length > 0 || !this.matches(purpose, text, signature)) return undefined;
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  }
}
