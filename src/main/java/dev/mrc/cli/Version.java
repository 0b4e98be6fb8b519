package dev.mrc.cli;

import picocli.CommandLine.IVersionProvider;

/** The release, from the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] { "korean-mrc " + (version == null ? "(development)" : version) };
    }
}
