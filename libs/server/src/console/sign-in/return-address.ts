/** What a browser could read as another host or another page has a backslash, a space or a control character. */
const ofConsole = /^\/console(?:[/?][\w\-.~!$&'()*+,;=:@%/?#[\]]*)?$/;

/** Where somebody was on their way to: an address of the console, or its first page for anything else. */
export function returnAddress(asked: string | undefined): string {
  return asked !== undefined && ofConsole.test(asked) ? asked : '/console/';
}
