/** Texts of messages are compared with what varies in them masked. Whoever reads one sees that something stood there. */

/** What stands for a number, an id or a quoted value in the text of a message. */
export const MASK = '<*>';

/** The text as it is shown: "customer <*> not found" reads "customer … not found". */
export const legible = (text: string): string => text.replaceAll(MASK, '…');
