package dev.mrc.serving.engine;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** Which of the versions that are on disk are to be served. */
public sealed interface VersionPolicy {
    /** What TensorFlow Serving does unless its configuration says otherwise: the highest one. */
    VersionPolicy DEFAULT = new Latest(1);

    /** @return the part of the versions found that is to be served */
    Set<Long> choose(Set<Long> found);

    /** The highest {@code count} versions; 0 means one. */
    record Latest(long count) implements VersionPolicy {
        @Override
        public Set<Long> choose(Set<Long> found) {
            Set<Long> chosen = new TreeSet<>();
            found.stream().sorted(Comparator.reverseOrder()).limit(Math.max(1, count)).forEach(chosen::add);
            return chosen;
        }
    }

    /** Every version. */
    record All() implements VersionPolicy {
        @Override
        public Set<Long> choose(Set<Long> found) {
            return found;
        }
    }

    /** These versions, as far as they are there. */
    record Specific(Set<Long> versions) implements VersionPolicy {
        public Specific {
            versions = Set.copyOf(versions);
        }

        @Override
        public Set<Long> choose(Set<Long> found) {
            Set<Long> chosen = new TreeSet<>(found);
            chosen.retainAll(versions);
            return chosen;
        }
    }
}
