/** What is in an `AgeList`; the list alone writes these. */
export interface Aged<T> {
  older?: T | undefined;
  newer?: T | undefined;
}

/** Everything of all spaces by the time it was last added: who makes room first. Each step is of constant cost. */
export class AgeList<T extends Aged<T>> {
  private first: T | undefined;
  private last: T | undefined;
  /** Where `next` goes on. */
  private hand: T | undefined;

  private items = 0;

  get size(): number {
    return this.items;
  }

  get oldest(): T | undefined {
    return this.first;
  }

  /** Puts what is not in the list to its new end. */
  add(item: T): void {
    item.older = this.last;
    item.newer = undefined;
    if (this.last === undefined) this.first = item;
    else this.last.newer = item;
    this.last = item;
    this.items++;
  }

  remove(item: T): void {
    if (this.hand === item) this.hand = item.newer;
    if (item.older === undefined) this.first = item.newer;
    else item.older.newer = item.newer;
    if (item.newer === undefined) this.last = item.older;
    else item.newer.older = item.older;
    item.older = item.newer = undefined;
    this.items--;
  }

  /** The item after the one it gave before; from the oldest on, and round again. Undefined when there is none. */
  next(): T | undefined {
    const item = this.hand ?? this.first;
    this.hand = item?.newer;
    return item;
  }

  clear(): void {
    this.first = this.last = this.hand = undefined;
    this.items = 0;
  }
}
