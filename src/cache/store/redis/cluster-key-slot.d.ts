declare module 'cluster-key-slot' {
  /** The slot of a key. */
  export default function slotOf(key: string): number;
}
