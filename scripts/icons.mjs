// `npm run icons`: renders the desktop icons from icons/icon.svg and, where they are so small that only
// few shapes can be told apart, from icons/icon-small.svg. It writes exactly the files that
// tauri.conf.json names, and the page's own copy. Needs rsvg-convert (Debian: librsvg2-bin).
import { execFileSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { onPath, program, root, say, Trouble } from "./lib/run.mjs";

const file = (name) => join(root, "icons", name);

/** Up to this many pixels the small drawing is used. */
const small = 48;

const single = { "32x32.png": 32, "128x128.png": 128, "128x128@2x.png": 256, "icon.png": 512 };
const windows = [16, 24, 32, 48, 64, 256];
/** The types of an icns file with the pixels of each; the pairs are the same size at 1x and 2x. */
const apple = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
];

const drawn = new Map();

/** A square PNG of that many pixels. */
function png(size) {
  if (!drawn.has(size)) {
    const source = file(size <= small ? "icon-small.svg" : "icon.svg");
    drawn.set(size, execFileSync("rsvg-convert", ["-w", `${size}`, "-h", `${size}`, source]));
  }
  return drawn.get(size);
}

/** The pixels of one of our own PNGs (8 bits, RGBA, not interlaced), row by row from the top. */
function pixels(data) {
  const parts = [];
  for (let at = 8; at < data.length; at += 12 + data.readUInt32BE(at)) {
    const end = at + 8 + data.readUInt32BE(at);
    if (data.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(data.subarray(at + 8, end));
  }
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  const packed = inflateSync(Buffer.concat(parts));
  const stride = width * 4;
  const plain = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : plain[y * stride + x - 4];
      const up = y === 0 ? 0 : plain[(y - 1) * stride + x];
      const corner = x < 4 || y === 0 ? 0 : plain[(y - 1) * stride + x - 4];
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter];
      plain[y * stride + x] = packed[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return { width, height, plain };
}

/** PNG's last filter: whichever neighbour is closest to their linear guess. */
function nearest(left, up, corner) {
  const guess = left + up - corner;
  const off = [left, up, corner].map((value) => Math.abs(guess - value));
  if (off[0] <= off[1] && off[0] <= off[2]) return left;
  return off[1] <= off[2] ? up : corner;
}

/** A bitmap as icons want it: blue first, from the bottom up, with an empty mask. */
function bitmap(data) {
  const { width, height, plain } = pixels(data);
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(width, 4);
  head.writeInt32LE(height * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const body = Buffer.alloc(plain.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const to = ((height - 1 - y) * width + x) * 4;
      body.set([plain[from + 2], plain[from + 1], plain[from], plain[from + 3]], to);
    }
  }
  return Buffer.concat([head, body, Buffer.alloc(height * Math.ceil(width / 32) * 4)]);
}

/** Only the largest picture of an ico file may be a PNG; older readers want bitmaps. */
function ico(sizes) {
  const pictures = sizes.map((size) => (size === 256 ? png(size) : bitmap(png(size))));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let start = head.length;
  sizes.forEach((size, index) => {
    const at = 6 + 16 * index;
    head.set([size % 256, size % 256], at);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(pictures[index].length, at + 8);
    head.writeUInt32LE(start, at + 12);
    start += pictures[index].length;
  });
  return Buffer.concat([head, ...pictures]);
}

function icns(entries) {
  const box = (type, body) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return box("icns", Buffer.concat(entries.map(([type, size]) => box(type, png(size)))));
}

await program(() => {
  if (!onPath("rsvg-convert")) {
    throw new Trouble("rsvg-convert is missing. On Debian, `apt-get install librsvg2-bin` installs it.");
  }
  for (const [name, size] of Object.entries(single)) writeFileSync(file(name), png(size));
  writeFileSync(file("icon.ico"), ico(windows));
  writeFileSync(file("icon.icns"), icns(apple));
  copyFileSync(file("icon-small.svg"), join(root, "ui/src/icon.svg"));
  say(`Rendered ${Object.keys(single).length + 2} files into icons/ and ui/src/icon.svg.`);
});
