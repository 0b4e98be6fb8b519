/** Names of failures: one closed list of codes, one exception that carries them. Imports nothing; immutable. */
package dev.mrc.error;
