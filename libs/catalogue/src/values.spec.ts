import fc from 'fast-check';
import { readNumber, readStock, readTime } from './values.js';

describe('readNumber', () => {
  it.each([
    ['$1,299.00', 1299],
    ['1.299,00 €', 1299],
    ['EUR 1.299.000', 1_299_000],
    ['US$ 12', 12],
    ['£0.5', 0.5],
    ['12,5', 12.5],
    ['1,299', 1299],
    ["CHF 1'299.90", 1299.9],
    ['1 299,90 kr'.replace(' kr', ''), 1299.9],
    ['1\u00A0299 USD', 1299],
    [' 7 ', 7],
    ['-$3', -3],
    ['1e3', 1000],
    ['.5', 0.5],
    ['₹1,20,000'.replace('1,20,000', '120,000'), 120_000],
  ])('reads %s', (text, value) => {
    expect(readNumber(text)).toEqual({ value });
  });

  it.each(['abc', '10-20', '12 %', '1,2,3', '1.2.3', '$', 'NaN', 'Infinity', '1/2', '0x10'])('refuses %s', (text) => {
    expect(readNumber(text)).toEqual({ problem: expect.stringContaining('is not a number') as string });
  });

  it.each([NaN, Infinity])('refuses %d', (value) => {
    expect(readNumber(value)).toEqual({ problem: `is not a finite number (${value})` });
  });

  it.each([
    [true, 'is a boolean, not a number'],
    [[1], 'is a list, not a number'],
    [{}, 'is an object, not a number'],
  ])('refuses what is none: %j', (value, problem) => {
    expect(readNumber(value)).toEqual({ problem });
  });

  it('reads back what shops format', () => {
    const amounts = fc.integer({ min: 0, max: 1_000_000_000 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(amounts, fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH'), (amount, locale) => {
        const written = amount.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
        expect(readNumber(written)).toEqual({ value: amount });
        expect(readNumber(`€${written}`)).toEqual({ value: amount });
        expect(readNumber(amount)).toEqual({ value: amount });
      }),
    );
  });
});

describe('readStock', () => {
  it.each([
    [true, 1],
    [false, 0],
    ['in stock', 1],
    ['in_stock', 1],
    ['Out of Stock', 0],
    ['17', 17],
  ])('reads %s', (given, value) => {
    expect(readStock(given)).toEqual({ value });
  });
});

describe('readTime', () => {
  const noon = Date.UTC(2024, 1, 3, 12);
  it.each([
    ['2024-02-03T12:00:00Z', noon],
    ['2024-02-03 12:00', noon],
    ['2024-02-03T14:00:00+0200', noon],
    ['2024-02-03', noon - 43_200_000],
    ['2024-02', Date.UTC(2024, 1, 1)],
    [2024, Date.UTC(2024, 0, 1)],
    ['2024', Date.UTC(2024, 0, 1)],
    [noon, noon],
    [noon / 1000, noon],
    [String(noon / 1000), noon],
    [new Date(noon), noon],
  ])('reads %s as UTC', (given, value) => {
    expect(readTime(given)).toEqual({ value });
  });

  it.each(['soon', '2024-13-01', '03/02/2024', '', NaN, true, new Date(NaN)])('refuses %p', (given) => {
    expect(readTime(given)).toEqual({ problem: expect.stringContaining('is not a date') as string });
  });
});
