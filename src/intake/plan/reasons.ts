/** What the system says about a path, in words. */

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link that leads back to itself',
  ENAMETOOLONG: 'its path is too long',
  EIO: 'the disk cannot read it',
};

export function plainReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (code && WORDS[code]) || (error instanceof Error ? error.message : String(error));
}
