/** Patterns of paths: `*` and `?` within a folder, `**` across folders, `{a,b}` for either. */

const SPECIAL = /[.+^$()|[\]\\]/g;

/** A test for paths. A pattern without a slash is compared with the name of the file alone. */
export function globTest(glob: string): (path: string) => boolean {
  const pattern = globPattern(glob);
  return (path) => pattern.test(path);
}

/** The same as a regular expression. */
export function globPattern(glob: string): RegExp {
  return new RegExp(`^(?:.*/)?${translated(glob.replace(/^\.?\//, ''))}$`, 's');
}

function translated(glob: string): string {
  return glob
    .slice(0, 500)
    .replace(SPECIAL, '\\$&')
    .replace(/\*{2,}\/|\*{2,}|\*|\?/g, (mark) => {
      if (mark === '?') return '[^/]';
      if (mark === '*') return '[^/]*';
      return mark.endsWith('/') ? '(?:.*/)?' : '.*';
    })
    .replace(/\{([^{}]*)\}/g, (_, list: string) => `(?:${list.split(',').join('|')})`);
}
