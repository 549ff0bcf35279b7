/** What is read at most, in one place. Every bound has a reason; where one is met, the account of the input says so. */

/** Longest line that is read, in characters: 8 Mi. A longer one is a malformed record; no logger writes such a line. */
export const LONGEST_LINE = 8 * 1024 * 1024;

/**
 * Longest document (a JSON or XML file that is not lines) that is read, in characters: 100 million. Read whole, it takes
 * about 13 times its size in memory, and Node ends a program that takes more than 2 GiB on a small machine.
 */
export const LONGEST_DOCUMENT = 100_000_000;

/**
 * Bytes that may come out of one byte of packed data. Logs of one message over and over come to about 200 with
 * gzip and zstd; zeros come to 1,030 with gzip and to tens of thousands with zstd.
 */
export const MOST_EXPANSION = 400;
/** Bytes that may be unpacked whatever the ratio: 256 MiB. A small file of blanks or zeros is no attack. */
export const FREE_EXPANSION = 256 * 1024 * 1024;

/** Compressions around one another (`app.log.gz` packed again by a collector) that are taken off. */
export const DEEPEST_COMPRESSION = 3;
/** Archives inside archives that are opened: a bundle of the bundles of each host holds two. */
export const DEEPEST_ARCHIVE = 3;
/** Files that are taken out of one given archive: a year of hourly logs of ten hosts has 87,600. */
export const MOST_ARCHIVED_FILES = 200_000;
/** Longest name of a file inside an archive, in characters; systems allow 4,096 bytes. */
export const LONGEST_NAME = 4_096;

/**
 * Bytes kept in memory of what can be read only once or only from its start: standard input, members of packed tar
 * archives, archives inside archives. 256 MiB, compressed where that helps.
 */
export const MOST_KEPT = 256 * 1024 * 1024;

/** Window of zstd data, in bytes: 128 MiB, what the zstd command accepts without being told to. */
export const LARGEST_ZSTD_WINDOW = 128 * 1024 * 1024;
