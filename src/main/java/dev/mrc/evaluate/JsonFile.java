package dev.mrc.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A JSON file as a tree, or one sentence about why not; the sentence never repeats the file's text. */
final class JsonFile {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonFile() {
    }

    static JsonNode read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new UnusableFileException(file + " cannot be read: is it a file, and may you read it?", e);
        }
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw new UnusableFileException(file + " is not JSON in UTF-8" + place(e.getLocation()) + ".", e);
        } catch (IOException e) {
            throw new UnusableFileException(file + " is not JSON in UTF-8.", e); // bytes that are no text at all
        }
    }

    private static String place(JsonLocation location) {
        return location == null || location.getLineNr() < 1 ? ""
                : " from line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }
}
