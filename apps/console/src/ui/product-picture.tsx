import classes from './product-picture.module.css';

interface ProductPictureProps {
  readonly title: string;
  /** From the root down; products of one category are of one colour. */
  readonly category: readonly string[];
  readonly size?: number;
}

/** In place of a picture, which would come from another host: initials on the colour of the category. */
export function ProductPicture({ title, category, size = 44 }: ProductPictureProps) {
  const words = title.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const initials = words.slice(0, 2).map((word) => word.charAt(0).toUpperCase());
  const hue = hueOf(category.at(-1) ?? '');
  return (
    <div
      className={classes['picture']}
      style={{ width: size, height: size, fontSize: size * 0.36, ['--hue' as never]: hue }}
      aria-hidden
    >
      {initials.join('') || '·'}
    </div>
  );
}

function hueOf(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.codePointAt(0)!) % 3600;
  return hash / 10;
}
