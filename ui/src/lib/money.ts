// Amounts of money as the language writes them. They come as millionths of a US dollar.

/** `$0.80`, and for what is small `$0.014`: enough digits to tell one price from another. */
export function dollars(micros: number, language: string): string {
  const value = micros / 1_000_000;
  const small = Math.abs(value) > 0 && Math.abs(value) < 0.1;
  return money(value, language, 2, small ? 3 : 2);
}

/** `$20`, but `$12.50`: a round sum that somebody chose. */
export function roundDollars(micros: number, language: string): string {
  const value = micros / 1_000_000;
  return money(value, language, Number.isInteger(value) ? 0 : 2, 2);
}

/** As one would type it again: `20`, `12.50`. */
export function typedDollars(micros: number): string {
  const value = micros / 1_000_000;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function money(value: number, language: string, least: number, most: number): string {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  }).format(value);
}
