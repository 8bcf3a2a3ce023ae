import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The desktop shell shows its own errors; keep them on screen.
  clearScreen: false,
  server: { host: "127.0.0.1", port: 1420, strictPort: true },
  build: {
    target: ["es2022", "safari16"],
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    // Loading Fluent costs more than the tests; the files share it. Nothing in them outlives its test.
    isolate: false,
    // Styles gather in a shared page and make it slower with every file: two pages have half of them each.
    maxWorkers: 2,
    // Axe walks whole pages, and the machine may be busy with a build.
    testTimeout: 120_000,
    restoreMocks: true,
  },
});
