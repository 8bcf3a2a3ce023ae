/** The worker in which the language service thinks, so that typing never waits for it. */
import { kusto } from "./kusto";
import { type Answered, type Asked, answer } from "./language";

const questions = kusto();

globalThis.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  let answered: Answered;
  try {
    answered = { id: data.id, answer: answer(questions, data) };
  } catch (thrown) {
    answered = { id: data.id, failed: String(thrown) };
  }
  globalThis.postMessage(answered);
});
