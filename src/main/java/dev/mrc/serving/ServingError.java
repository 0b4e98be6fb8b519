package dev.mrc.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The body of every JSON error of the REST surface: {@code {"error": "..."}}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServingError(String error) {
}
