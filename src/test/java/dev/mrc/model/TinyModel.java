package dev.mrc.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mrc.tokenize.ModelFiles;

/** A complete model directory of random weights, with logits that the PyTorch network gave; see {@code tiny/make.py}. */
final class TinyModel implements ModelFiles {
    static final ModelFiles FILES = new TinyModel();

    /** What the reference says of one window. */
    record Golden(int[] ids, float[] start, float[] end) {
    }

    static Checkpoint weights() throws IOException {
        try (InputStream in = FILES.open("model.safetensors")) {
            return Safetensors.read(in, "model.safetensors");
        }
    }

    static List<Golden> golden() throws IOException {
        try (InputStream in = FILES.open("golden.json")) {
            return List.of(new ObjectMapper().readValue(in, Golden[].class));
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        InputStream file = TinyModel.class.getResourceAsStream("tiny/" + name);
        if (file == null) {
            throw new FileNotFoundException("no file " + name + " in the tiny model");
        }
        return file;
    }

    @Override
    public String location() {
        return "the tiny model";
    }
}
