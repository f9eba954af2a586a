/** A run of text in one style. */
export type Span =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

const mark =
  /`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|(?<![\w*])\*(?<emphasis>[^*\s][^*]*?)\*(?![\w*])|!\[(?<picture>[^\]]*)\]\([^)]*\)|\[(?<link>[^\]]+)\]\((?<address>[^)\s]+)\)/;

/** Code, bold, emphasis and links of one text. A link that a browser would run is text, and so is a picture. */
export function inline(text: string): readonly Span[] {
  const found = mark.exec(text);
  if (found === null) return text === '' ? [] : [{ kind: 'text', text }];
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [
    ...(before === '' ? [] : [{ kind: 'text' as const, text: before }]),
    spanOf(found.groups ?? {}),
    ...inline(after),
  ];
}

function spanOf({
  code,
  strong,
  emphasis,
  picture,
  link,
  address,
}: Readonly<Record<string, string | undefined>>): Span {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  if (picture !== undefined) return { kind: 'text', text: picture };
  // A card's relative links point into the repository, which is not served.
  if (address !== undefined && /^https?:\/\//.test(address)) return { kind: 'link', text: link ?? address, address };
  return { kind: 'text', text: link ?? '' };
}
