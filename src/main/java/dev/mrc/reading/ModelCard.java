package dev.mrc.reading;

/**
 * The model that answers, in short.
 *
 * @param name its own name, else the one it is served under
 * @param version the served version
 * @param language BCP 47
 * @param maxSequenceLength longest input in pieces that the service sends it
 * @param calibrated whether its scores were measured against answers
 * @param license SPDX or free text, or null when its directory does not say
 * @param vocabularySha256 of the vocabulary the service cuts text with; the model was trained with the same file
 */
public record ModelCard(String name, String version, String language, int maxSequenceLength, boolean calibrated, String license,
        String vocabularySha256) {
}
