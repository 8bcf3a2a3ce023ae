import { useMemo } from "react";
import { useWords } from "../../../i18n";

/** The words of a ready question; a test in Rust holds ids and words together. */
export function useQuestionWords(): { title(id: string): string; why(id: string): string } {
  const { t, has } = useWords();
  return useMemo(() => {
    const word = (id: string, part: "title" | "why") => {
      const key = `home.questions.${id}.${part}`;
      return has(key) ? t(key) : id;
    };
    return { title: (id) => word(id, "title"), why: (id) => word(id, "why") };
  }, [t, has]);
}
