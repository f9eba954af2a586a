/** What is read of an HTTP request. */
export interface Request {
  readonly headers: { readonly cookie?: string };
  /** Address of who sent it: of a proxy, where one stands between. */
  readonly ip: string;
  /** Path and query. */
  readonly url: string;
}

/** What is written of an answer. */
export interface Reply {
  status(code: number): Reply;
  header(name: string, value: string | readonly string[] | number): Reply;
}
