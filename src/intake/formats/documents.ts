export const documentFormats = [] as readonly import('../format.js').DocumentFormat[];
