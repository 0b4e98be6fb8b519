package dev.mrc.tokenize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Temporary. */
public final class Vocabulary {
    final Map<String, Integer> ids = new HashMap<>();

    public static Vocabulary load(InputStream in) throws IOException {
        Vocabulary v = new Vocabulary();
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            v.ids.put(line, v.ids.size());
        }
        return v;
    }

    public int unknown() {
        return 1;
    }

    public int classification() {
        return 2;
    }

    public int separator() {
        return 3;
    }

    public int padding() {
        return 0;
    }

    public String sha256() {
        return "";
    }
}
