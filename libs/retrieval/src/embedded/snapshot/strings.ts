import type { SectionReader, SectionWriter } from './section-file.js';

/** Writes strings as two sections: their lengths in UTF-16 units and their text. */
export async function writeStrings(writer: SectionWriter, name: string, strings: readonly string[]): Promise<void> {
  await writer.section(`${name}.lengths`, [Uint32Array.from(strings, ({ length }) => length)]);
  await writer.section(`${name}.text`, encoded(strings));
}

export function readStrings(reader: SectionReader, name: string): string[] {
  const lengths = reader.uint32(`${name}.lengths`);
  const bytes = reader.uint8(`${name}.text`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le');
  const strings = new Array<string>(lengths.length);
  let at = 0;
  for (let index = 0; index < lengths.length; index += 1) {
    strings[index] = text.slice(at, at + lengths[index]!);
    at += lengths[index]!;
  }
  return strings;
}

function* encoded(strings: readonly string[]): Generator<Uint8Array> {
  for (let from = 0; from < strings.length; from += 4096) {
    yield Buffer.from(strings.slice(from, from + 4096).join(''), 'utf16le');
  }
}
