/** The commands of the jar. Starts what the other packages offer; nobody imports it. */
package dev.mrc.cli;
