/**
 * Trained weights to a SavedModel that TensorFlow Serving and the embedded engine load: reads a model directory, builds the
 * graph with TensorFlow-Java, writes graph and variables. Runs at export time only; no class here is meant for many threads,
 * but two processes may export to the same place at once. Knows {@code tokenize} only.
 */
package dev.mrc.model;
