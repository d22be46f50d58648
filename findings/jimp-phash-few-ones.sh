#!/usr/bin/env bash
# jimp 1.6.1 (npm).
# Guess: pHash() is the usual perceptual hash: a bit is 1 where a coefficient is above the median of the low
# frequencies, so half of the bits are 1 and two unrelated pictures lie about 32 bits of 64 apart.
# Behaviour: the coefficients are compared with their mean. Fewer than half are above it, most so in smooth pictures,
# the first bit (the mean brightness) is always 1, and unrelated pictures lie closer than 32 bits. Thresholds that
# were chosen for another pHash call unrelated pictures duplicates.
# Output seen:
#   ones 0.10, first bit always 1: true, unrelated pairs 8.2 bits apart on average
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes > /dev/null
npm install --silent --no-fund --no-audit jimp@1.6.1 > /dev/null
cat > phash.cjs <<'JS'
const {Jimp} = require('jimp');
let state = 7;
const draw = n => { state = (state * 48271) % 2147483647; return state % n; };
const picture = () => { // bright and smooth: waves whose height falls with their frequency
  const waves = [];
  for (let u = 0; u < 6; u++)
    for (let v = 0; v < 6; v++) waves.push([u, v, (draw(2001) / 1000 - 1) * 60 / (1 + u * u + v * v), draw(629) / 100]);
  const image = new Jimp({width: 64, height: 64, color: 0xff});
  for (let i = 0; i < 64; i++)
    for (let j = 0; j < 64; j++) {
      let x = 170;
      for (const [u, v, height, shift] of waves) x += height * Math.cos((u * i + v * j) * Math.PI / 32 + shift);
      const grey = Math.max(0, Math.min(255, Math.round(x)));
      image.setPixelColor(((grey << 24) | (grey << 16) | (grey << 8) | 255) >>> 0, i, j);
    }
  return image;
};
const hashes = Array.from({length: 60}, () => picture().pHash());
let ones = 0, apart = 0, pairs = 0;
for (const h of hashes) ones += [...h].filter(c => c === '1').length;
for (let a = 0; a < hashes.length; a++)
  for (let b = 0; b < a; b++, pairs++) for (let i = 0; i < 64; i++) apart += hashes[a][i] !== hashes[b][i];
const share = ones / hashes.length / 64, distance = apart / pairs, first = hashes.every(h => h[0] === '1');
console.log(`ones ${share.toFixed(2)}, first bit always 1: ${first}, unrelated pairs ${distance.toFixed(1)} bits apart on average`);
if (!(share < 0.25 && distance < 20 && first)) throw new Error('pHash() has changed');
JS
node phash.cjs
