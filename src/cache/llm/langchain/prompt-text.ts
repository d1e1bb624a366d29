/** What stands in LangChain's prompt text for a block that is no text: the same word for every image. */
const PLACEHOLDER = /\[[a-z][a-z0-9_-]*(?: file)?\]/;
/** Where a message may begin. */
const ROLE = /^(?:Human|AI|System|Tool): /gm;

/**
 * Whether a prompt text says all that the model is given. LangChain hands a cache not the messages but a text made of
 * them, in which images and files are a mere `[image]`.
 */
export function saysEverything(prompt: string): boolean {
  return !PLACEHOLDER.test(prompt);
}

/**
 * Whether a chat prompt's text can have come from one conversation only. `Human: a\nAI: b` is two messages, or a
 * single one in which a user wrote the second line; who can write that could have a reply cached under somebody
 * else's conversation. One question, with or without a system message before it, cannot be read in two ways.
 */
export function isUnambiguous(prompt: string): boolean {
  const roles = [...prompt.matchAll(ROLE)].map(([role]) => role);
  return roles.join('') === 'Human: ' || roles.join('') === 'System: Human: ';
}
