package dev.mrc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The passage that a command is given. */
final class TextFile {
    private TextFile() {
    }

    /**
     * Reads it whole.
     *
     * @param name of a UTF-8 file; {@code -} for standard input
     * @throws ParameterException if there is no such file, no text in it, or it is not UTF-8
     */
    static String read(String name, CommandLine command) throws IOException {
        try {
            byte[] bytes = "-".equals(name) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.isBlank()) {
                throw new ParameterException(command, "There is no text in " + name + ".");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new ParameterException(command, "There is no file " + name + ".", e);
        } catch (CharacterCodingException e) {
            throw new ParameterException(command, name + " is not UTF-8; convert it first, for example with iconv.", e);
        }
    }
}
