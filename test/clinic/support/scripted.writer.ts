import type { Findings, Question, WrittenAnswer } from '../../../src/clinic/agent/agent.types.js';
import { type AnswerStream, AnswerWriter } from '../../../src/clinic/agent/writers/answer.writer.js';

/** Writes what stands in the found notes, and the end of a stream only when the test says so. */
export class ScriptedWriter extends AnswerWriter {
  readonly model = 'scripted';
  /** Streams begun. */
  streams = 0;
  private gate = Promise.resolve();

  /** From now on streams stop after their first piece, until the returned function is called. */
  hold(): () => void {
    let open: () => void = () => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  write(_question: Question, findings: Findings): Promise<WrittenAnswer> {
    return Promise.resolve({ answer: words(findings), citations: [] });
  }

  async *stream(_question: Question, findings: Findings): AnswerStream {
    this.streams++;
    const { gate } = this;
    yield 'The notes say: ';
    await gate;
    yield words(findings);
    return [];
  }
}

function words({ passages }: Findings): string {
  return passages.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join(' ');
}
