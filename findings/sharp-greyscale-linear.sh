#!/usr/bin/env bash
# sharp 0.35.5 (npm).
# Guess: greyscale() weighs the stored values as JPEG and Pillow's convert("L") do: red 76, green 150, blue 29.
# Behaviour: it goes through linear light. Red is 127, green 220, blue 76; neutral greys stay. A perceptual hash made
# from sharp's grey differs from one made from Pillow's wherever the picture is coloured.
# Output seen:
#   red 127, green 220, blue 76, grey 128 128
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes > /dev/null
npm install --silent --no-fund --no-audit sharp@0.35.5 > /dev/null
cat > grey.mjs <<'JS'
import sharp from 'sharp';
const grey = async (r, g, b) =>
  (await sharp({create: {width: 2, height: 2, channels: 3, background: {r, g, b}}}).greyscale().raw().toBuffer())[0];
const seen = [await grey(255, 0, 0), await grey(0, 255, 0), await grey(0, 0, 255), await grey(128, 128, 128)];
console.log(`red ${seen[0]}, green ${seen[1]}, blue ${seen[2]}, grey 128 ${seen[3]}`);
if (seen[0] < 120 || seen[1] < 210 || seen[2] < 70 || seen[3] !== 128) throw new Error('greyscale() has changed');
JS
node grey.mjs
