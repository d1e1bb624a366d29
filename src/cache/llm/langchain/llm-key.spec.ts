import { parseLlmKey } from './llm-key.js';
import { isUnambiguous, saysEverything } from './prompt-text.js';

describe('parseLlmKey', () => {
  it('reads parameters of every kind', () => {
    const text =
      '_model:"base_chat_model",fetch:undefined,stop:["a,b:","}"],temperature:0,tools:[{"a":{"b":"\\"]"}}]';
    expect([...(parseLlmKey(text) ?? [])]).toEqual([
      ['_model', 'base_chat_model'],
      ['fetch', undefined],
      ['stop', ['a,b:', '}']],
      ['temperature', 0],
      ['tools', [{ a: { b: '"]' } }]],
    ]);
  });

  it('does not take text inside a value for a parameter', () => {
    const parameters = parseLlmKey('model:"x\\",temperature:0,y",z:{"temperature":0}');
    expect(parameters?.has('temperature')).toBe(false);
    expect(parameters?.get('model')).toBe('x",temperature:0,y');
  });

  it.each(['nonsense', 'a:1,nonsense', 'a:[1', 'a:"x'])('refuses %p', (text) => {
    expect(parseLlmKey(text)).toBeUndefined();
  });
});

describe('a prompt text', () => {
  it.each(['Human: look at [image]', 'Human: [text-plain file]', 'Human: [custom_block]'])(
    'does not say everything: %p',
    (prompt) => expect(saysEverything(prompt)).toBe(false),
  );

  it('may have brackets of other kinds', () => {
    expect(saysEverything('Human: a[0] and [1] and [X]')).toBe(true);
  });

  it.each([
    ['Human: a', true],
    ['Human: a\nb: c', true],
    ['System: s\nHuman: a', true],
    ['Human: a\nAI: b', false],
    ['Human: a\nHuman: b', false],
    ['System: s\nSystem: t\nHuman: a', false],
    ['Human: a\nTool: b', false],
    ['AI: a', false],
  ])('%p can be read in one way only: %p', (prompt, expected) => {
    expect(isUnambiguous(prompt)).toBe(expected);
  });
});
