/**
 * Append-only 32-bit words in blocks, so that growing copies nothing and a block that nobody needs can be dropped.
 * An address is a word's index over all blocks.
 */
export class WordStore {
  private readonly blocks: (Uint32Array | undefined)[] = [];
  /** Words of each block that are still needed. */
  private readonly live: number[] = [];
  private readonly named = new Set<number>();
  private used = blockWords;

  /** Copies the words in; they never straddle two blocks. @throws RangeError if they are more than a block holds. */
  append(words: Uint32Array): number {
    if (words.length > blockWords) throw new RangeError(`a product of ${words.length} tokens is too long to index`);
    if (words.length === 0) return 0;
    if (this.used + words.length > blockWords) {
      this.blocks.push(new Uint32Array(blockWords));
      this.live.push(0);
      this.used = 0;
    }
    const block = this.blocks.length - 1;
    const address = block * blockWords + this.used;
    this.blocks[block]!.set(words, this.used);
    this.live[block]! += words.length;
    this.used += words.length;
    return address;
  }

  /** A view, not a copy. */
  read(address: number, length: number): Uint32Array {
    if (length === 0) return empty;
    const start = address % blockWords;
    return this.blocks[Math.floor(address / blockWords)]!.subarray(start, start + length);
  }

  /** Says that nobody needs these words any more; a block without any is dropped. */
  release(address: number, length: number): void {
    const block = Math.floor(address / blockWords);
    if (length === 0) return;
    this.live[block]! -= length;
    if (this.live[block] === 0 && block < this.blocks.length - 1) this.blocks[block] = undefined;
  }

  /**
   * A full block of which less than half is still needed, if any: who owns words in it should append them anew and
   * release them there. Each block is named once.
   */
  sparseBlock(): { readonly from: number; readonly to: number } | undefined {
    for (let block = 0; block < this.blocks.length - 1; block += 1) {
      if (this.blocks[block] === undefined || this.live[block]! * 2 >= blockWords || this.named.has(block)) continue;
      this.named.add(block);
      return { from: block * blockWords, to: (block + 1) * blockWords };
    }
    return undefined;
  }

  /** Takes over words as full blocks without a copy, e.g. those of a snapshot. Only for an empty store. */
  adopt(words: Uint32Array): void {
    for (let from = 0; from < words.length; from += blockWords) {
      const block = words.subarray(from, from + blockWords);
      this.blocks.push(block);
      this.live.push(block.length);
    }
    // The last block may be shorter than others; it takes no more.
    this.used = blockWords;
  }
}

/** Words of a block: 4 MiB. */
export const blockWords = 1 << 20;
const empty = new Uint32Array(0);
