import { type DragEvent, useEffect, useRef, useState } from "react";

/** What a place gets that files and texts can be dropped on. */
interface Drop {
  /** Something hovers over the place that it would take. */
  over: boolean;
  place: {
    onDragEnter(event: DragEvent): void;
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
  };
}

/** Takes files that are dropped. A dropped text goes where the person drops it, into the field, as everywhere else. */
export function useDrop(take: (files: File[]) => void): Drop {
  const [over, setOver] = useState(false);
  // Each child that is entered tells it too; the place is left when as many were left as entered.
  const depth = useRef(0);
  useEffect(() => {
    // A file that misses the place must not take the window away from the program.
    const refuse = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const place: Drop["place"] = {
    onDragEnter: (event) => {
      if (!holdsFiles(event)) return;
      depth.current += 1;
      setOver(true);
    },
    onDragOver: (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDragLeave: (event) => {
      if (!holdsFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      setOver(depth.current > 0);
    },
    onDrop: (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
  return { over, place };
}
