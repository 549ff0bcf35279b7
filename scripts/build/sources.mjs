// Sources as the bundler takes them. A bundle lies elsewhere than its sources, which find their data beside themselves
// through `import.meta.url`; so each source is told the place that it stands for.
import fs from 'node:fs';

/** @param {(file: string) => string} place expression for the place of a source file */
export const placed = (place) => ({
  name: 'placed',
  setup: (build) =>
    build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path }) => ({
      contents: fs.readFileSync(path, 'utf8').replaceAll('import.meta.url', place(path)),
      loader: 'ts',
    })),
});
