#!/bin/sh
# Makes a base for Dockerfile.jvm out of this machine's JDK and C library, for places where no registry can be reached:
# a Java runtime, bash for Compose's health check, user 185, and nothing else; no CA certificates, so no HTTPS to elsewhere.
#   docker/make-base.sh [IMAGE]      default: localhost/base; needs buildah, ldd and a JDK 17 or later with its jmods
set -eu

image=${1:-localhost/base}
if [ -z "${JAVA_HOME:-}" ]; then
  java=$(command -v java) || { echo "make-base: no java on the PATH; set JAVA_HOME" >&2; exit 1; }
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$java")")")
fi
[ -d "$JAVA_HOME/jmods" ] || { echo "make-base: $JAVA_HOME has no jmods: install a whole JDK (Debian: openjdk-17-jdk-headless)" >&2; exit 1; }

root=$(mktemp -d)
container=
cleanup() {
  [ -z "$container" ] || buildah rm "$container" >/dev/null
  rm -rf "$root"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

mkdir -p "$root/usr/lib/jvm" "$root/usr/bin" "$root/usr/lib/locale" "$root/bin" "$root/etc" "$root/tmp" "$root/deployments"
"$JAVA_HOME/bin/jlink" --output "$root/usr/lib/jvm/jre" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --add-modules java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs
ln -s ../lib/jvm/jre/bin/java "$root/usr/bin/java"
cp "$(command -v bash)" "$root/bin/bash"

# What the linker would load for each of them, the linker itself among it, at the same paths.
find "$root/usr/lib/jvm/jre" "$root/bin/bash" -type f \( -name '*.so' -o -perm -u+x \) -exec ldd {} + 2>/dev/null |
  grep -o '/[^ ]*' | grep -v -e "^$root" -e ':$' | sort -u |
  while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done

# JDK 17 reads text by the locale, and without its files there is only ASCII.
if [ -d /usr/lib/locale/C.utf8 ]; then cp -R /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"; fi
echo 'root:x:0:0::/:/bin/bash
java:x:185:0::/tmp:/bin/bash' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
# Names of other containers: first the file that the engine writes, then its DNS.
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod -R go+rX "$root"
chmod 1777 "$root/tmp"

container=$(buildah from scratch)
buildah copy --chown 0:0 "$container" "$root" / >/dev/null
buildah config --env PATH=/usr/bin:/bin --env JAVA_HOME=/usr/lib/jvm/jre --user 185 --workingdir /deployments "$container"
buildah commit --quiet "$container" "$image"
du -sh "$root/usr/lib/jvm/jre" "$root" | sed "s|$root|image |"
