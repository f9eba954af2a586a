let token = '';

/** Of the session: proves to the server that a change is asked for by the console's own page. Empty: nobody is signed in. */
export const csrfToken = {
  get: (): string => token,
  keep: (given: string): void => {
    token = given;
  },
};
