/**
 * The form in which two questions are the same question: Unicode NFC, white space collapsed and trimmed, and lower
 * case unless case matters. Only the key is made from it; the application computes from the question as it was asked.
 */
export function normalizeQuery(query: string, caseSensitive: boolean): string {
  const text = query.normalize('NFC').replace(/\s+/gu, ' ').trim();
  // Lower case can make letters that compose where the capitals did not (J with a caron), so NFC once more.
  return caseSensitive ? text : text.toLowerCase().normalize('NFC');
}
