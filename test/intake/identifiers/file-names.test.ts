import { describe, expect, it } from 'vitest';
import { broughtFile, isDataFile } from '../../../src/intake/identifiers/file-names.js';

describe('files of business data', () => {
  it.each(['INV-7001.xml', 'ORDERS_20260301_0042.edi', 'stock.2026-03-01.0915.csv', 'bank_000123.xml.gpg'])('%s is one', (name) => {
    expect(isDataFile(name)).toBe(true);
  });

  it.each(['app-20260301.log', 'erp-001.test', 'web-0012.example.com', 'main.1234.js', 'v1.2.345', 'orders.csv', '10.0.0.100'])(
    '%s is none',
    (name) => {
      expect(isDataFile(name)).toBe(false);
    },
  );

  it.each([
    ['sftp put INV-7001.xml to edi.test:22 failed', 'INV-7001.xml'],
    ['SFTP PUT sftp://edi.test/in/INV-7001.xml refused', 'INV-7001.xml'],
    ['upload of the file out/INV-7001.xml to edi.test done', 'INV-7001.xml'],
    ['Übertragung der Datei INV-7001.xml fehlgeschlagen', 'INV-7001.xml'],
  ])('%s', (text, name) => {
    expect(broughtFile(text)).toBe(name);
  });

  it.each(['read INV-7001.xml with 12 lines', 'GET https://erp.test/files/INV-7001.xml', 'uploaded 12 files'])(
    'brings none: %s',
    (text) => {
      expect(broughtFile(text)).toBeNull();
    },
  );
});
