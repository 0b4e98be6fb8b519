package dev.mrc.serving.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's raw target asks for. The patterns see the target as it was sent, query included and still encoded; names
 * are decoded afterwards, so {@code %2F} may be part of a name and {@code ?x=1} is.
 *
 * @see <a href="https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/http_rest_api_util.cc">where
 *      TensorFlow Serving matches</a>
 */
sealed interface Target {
    /** Beside letters and digits. */
    String PUNCTUATION = "/:?@-._~!$&'()*+,;=";
    Pattern REST = Pattern.compile("/v1/.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    Pattern POST = Pattern.compile("/v1/models/(?<name>[^/:]+)"
            + "(?:/versions/(?<version>[0-9]+)|/labels/(?<label>[^/:]+))?:(?<verb>classify|regress|predict)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    Pattern GET = Pattern.compile("/v1/models(?:/(?<name>[^/:]+))?"
            + "(?:/versions/(?<version>[0-9]+)|/labels/(?<label>[^/:]+))?(?:/(?<sub>metadata))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** {@code POST ...:predict} and its kin. */
    record Inference(String model, Choice version, Verb verb) implements Target {
    }

    /** {@code GET /v1/models/NAME}. */
    record Status(String model, Choice version) implements Target {
    }

    /** {@code GET /v1/models/NAME/metadata}. */
    record Metadata(String model, Choice version) implements Target {
    }

    /** No request of this surface; answered 400 with {@code message}. */
    record Malformed(String message) implements Target {
    }

    /** A name or version that cannot be decoded; answered 400 with no body at all, as TensorFlow Serving does. */
    record Undecodable() implements Target {
    }

    /** The three inference methods. */
    enum Verb {
        CLASSIFY("classify", "Classify"),
        REGRESS("regress", "Regress"),
        PREDICT("predict", "Predict");

        /** As it is written in the target. */
        final String text;

        /** As TensorFlow Serving calls the method behind it. */
        final String api;

        Verb(String text, String api) {
            this.text = text;
            this.api = api;
        }
    }

    /** Which version of a model is meant. */
    sealed interface Choice {
    }

    /** The highest version that is loaded. */
    record Latest() implements Choice {
    }

    /** This version and no other. */
    record Specific(long version) implements Choice {
    }

    /** The version that carries this label. */
    record Labelled(String label) implements Choice {
    }

    /** Whether the target belongs to this surface at all; what does not is answered in HTML. */
    static boolean isRest(String target) {
        return REST.matcher(target).matches();
    }

    /**
     * Whether a target is made of nothing but what RFC 3986 lets a path, a query and a fragment be made of. What is not never
     * reaches TensorFlow Serving's surface, nor its 404.
     */
    static boolean isUri(String target) {
        boolean fragment = false;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean allowed = switch (c) {
                case '%' -> hex(target, i + 1) >= 0 && hex(target, i + 2) >= 0;
                case '#' -> !fragment;
                default -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PUNCTUATION.indexOf(c) >= 0;
            };
            if (!allowed) {
                return false;
            }
            fragment |= c == '#';
        }
        return true;
    }

    /** Parses a target for which {@link #isRest} holds. */
    static Target parse(String method, String target) {
        return switch (method) {
            case "POST" -> inference(target);
            case "GET" -> query(target);
            default -> malformed(method, target);
        };
    }

    private static Target inference(String target) {
        Matcher matcher = POST.matcher(target);
        if (!matcher.matches()) {
            return malformed("POST", target);
        }
        Verb verb = switch (matcher.group("verb")) {
            case "classify" -> Verb.CLASSIFY;
            case "regress" -> Verb.REGRESS;
            case "predict" -> Verb.PREDICT;
            default -> null; // the pattern is blind to case, the verb is not
        };
        if (verb == null) {
            return malformed("POST", target);
        }
        try {
            return new Inference(decode(matcher.group("name")), choice(matcher), verb);
        } catch (IllegalArgumentException e) {
            return new Undecodable();
        }
    }

    private static Target query(String target) {
        Matcher matcher = GET.matcher(target);
        if (!matcher.matches()) {
            return malformed("GET", target);
        }
        if (matcher.group("name") == null) {
            return new Malformed("Missing model name in request.");
        }
        try {
            String model = decode(matcher.group("name"));
            // "METADATA" matches the pattern and is then not taken for it.
            return "metadata".equals(matcher.group("sub")) ? new Metadata(model, choice(matcher))
                    : new Status(model, choice(matcher));
        } catch (IllegalArgumentException e) {
            return new Undecodable();
        }
    }

    private static Choice choice(Matcher matcher) {
        if (matcher.group("version") != null) {
            return new Specific(Long.parseLong(matcher.group("version")));
        }
        return matcher.group("label") == null ? new Latest() : new Labelled(decode(matcher.group("label")));
    }

    private static Malformed malformed(String method, String target) {
        return new Malformed("Malformed request: " + method + " " + target);
    }

    /** Percent-decoding and nothing else: "+" stays "+". */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int high = hex(text, i + 1);
            int low = hex(text, i + 2);
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("Not percent-encoded");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The value of a hexadecimal digit, or -1: Java would also take digits of other scripts. */
    private static int hex(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : 0;
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
