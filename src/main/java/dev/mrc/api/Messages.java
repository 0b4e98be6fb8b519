package dev.mrc.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** The texts of problems, in English and Korean; {@code {name}} in a text is filled from the problem's facts. */
final class Messages {
    private static final ResourceBundle.Control NO_FALLBACK = ResourceBundle.Control
            .getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Messages ENGLISH = new Messages(Locale.ENGLISH, Locale.ROOT);
    private static final Messages KOREAN = new Messages(Locale.KOREAN, Locale.KOREAN);

    private final Locale language;
    private final ResourceBundle texts;

    private Messages(Locale language, Locale bundle) {
        this.language = language;
        this.texts = ResourceBundle.getBundle("dev.mrc.api.Messages", bundle, NO_FALLBACK);
    }

    /** The first of the caller's languages that we speak; Korean when there is none. */
    static Messages in(String acceptLanguage) {
        if (acceptLanguage == null) {
            return KOREAN;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), List.of(Locale.KOREAN, Locale.ENGLISH));
            return Locale.ENGLISH.equals(found) ? ENGLISH : KOREAN;
        } catch (IllegalArgumentException e) {
            return KOREAN; // not a language list: no reason to refuse the request
        }
    }

    static String title(String slug) {
        return ENGLISH.texts.getString("title." + slug);
    }

    String language() {
        return language.getLanguage();
    }

    String text(String key, Map<String, Object> facts) {
        String text = texts.getString(key);
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", show(fact.getValue()));
        }
        return text;
    }

    private String show(Object value) {
        return value instanceof Integer || value instanceof Long ? String.format(language, "%,d", value)
                : String.valueOf(value);
    }
}
