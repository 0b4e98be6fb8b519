#!/bin/sh
# Fetches an archive (tar.gz) of an export folder - numbered versions, vocab.txt, config.json - into MODEL_DIR, once.
# MODEL_URL, MODEL_SHA256, MODEL_DIR; for S3 also S3_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
# TensorFlow Serving takes a numbered folder for whole, so everything is checked in .incoming-* and then moved.
set -eu

complete="$MODEL_DIR/.complete"
if [ "$(cat "$complete" 2>/dev/null)" = "$MODEL_SHA256" ]; then
  echo "the model is here already"
  exit 0
fi

incoming=$(mktemp -d "$MODEL_DIR/.incoming-XXXXXX")
trap 'rm -rf "$incoming"' EXIT

set -- -sS -f -L --retry 3 --connect-timeout 20 -o "$incoming/archive"
if [ -n "${AWS_ACCESS_KEY_ID:-}" ]; then
  # From a file, not the command line: that one is for all to see.
  printf 'user = "%s:%s"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" >"$incoming/.curl"
  set -- "$@" --aws-sigv4 "aws:amz:$S3_REGION:s3" --config "$incoming/.curl"
fi
curl "$@" "$MODEL_URL"
rm -f "$incoming/.curl"

sum=$(sha256sum "$incoming/archive" | cut -d ' ' -f 1)
if [ "$sum" != "$MODEL_SHA256" ]; then
  echo "the archive's SHA-256 is $sum, not $MODEL_SHA256: wrong file, or not all of it" >&2
  exit 1
fi

mkdir "$incoming/model"
tar -xzf "$incoming/archive" -C "$incoming/model"
rm "$incoming/archive"
found=
for folder in "$incoming/model"/*/; do
  version=$(basename "$folder")
  case "$version" in *[!0-9]*) continue ;; esac
  if [ ! -f "$folder/saved_model.pb" ]; then
    echo "the archive's version $version has no saved_model.pb" >&2
    exit 1
  fi
  found="$found $version"
done
if [ -z "$found" ]; then
  echo "the archive has no numbered version at its top: pack it with tar -czf model.tgz -C EXPORT ." >&2
  exit 1
fi

# The vocabulary first: whoever sees the version sees its vocabulary, too.
find "$incoming/model" -maxdepth 1 -type f -exec mv -f {} "$MODEL_DIR/" \;
for version in $found; do
  if [ ! -d "$MODEL_DIR/$version" ]; then
    mv "$incoming/model/$version" "$MODEL_DIR/$version" || [ -d "$MODEL_DIR/$version" ] # another pod was faster
  fi
done
echo "$MODEL_SHA256" >"$complete"
echo "fetched version$found"
