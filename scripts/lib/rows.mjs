// The counted rows of RELIABILITY.md: what tests print as `R2 kills=50 lost=0 double=0`, read,
// summed over several runs, and told as a table. What a row means is said in RELIABILITY.md.

const line = /(?:^|\s)(R\d+)((?: [a-z][\w-]*=[^\s=]+)+)/gm;

// What says how a run was made is told of the last run; everything else is counted together.
const told = new Set(["seed", "shape", "shapes", "points", "sigma"]);

/** Adds every row that `output` prints to `sum`, a map from a row's name to its counts. */
export function addRows(output, sum) {
  for (const [, name, fields] of output.matchAll(line)) {
    const counts = sum.get(name) ?? new Map();
    for (const field of fields.trim().split(" ")) {
      const [key, value] = field.split("=");
      const number = Number(value);
      if (told.has(key) || Number.isNaN(number)) counts.set(key, value);
      else counts.set(key, (Number(counts.get(key)) || 0) + number);
    }
    sum.set(name, counts);
  }
  return sum;
}

/** The rows in their order, as lines of a Markdown table. */
export function rowTable(sum) {
  const rows = [...sum].sort(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1)));
  const cell = (counts) =>
    [...counts]
      .filter(([key]) => !told.has(key))
      .map(([key, value]) => `${key} ${typeof value === "number" ? value.toLocaleString("en-US") : value}`)
      .join(", ");
  const lines = rows.map(([name, counts]) => `| ${name} | ${cell(counts)} |`);
  return ["| row | counted |", "|---|---|", ...lines].join("\n");
}
