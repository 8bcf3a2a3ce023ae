import { kusto } from "../src/features/hunting/kql/kusto";
import { type Asked, answer, type Questions } from "../src/features/hunting/kql/language";

/** The worker of the language service without a worker: the same questions to the same service, answered in turn. */
export class WorkerInPlace {
  readonly #questions: Questions = kusto();
  #told: (event: { data: unknown }) => void = () => undefined;

  addEventListener(kind: string, told: (event: { data: unknown }) => void) {
    if (kind === "message") this.#told = told;
  }

  postMessage(asked: Asked) {
    queueMicrotask(() => this.#told({ data: { id: asked.id, answer: answer(this.#questions, asked) } }));
  }
}
