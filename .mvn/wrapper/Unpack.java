import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** {@code java Unpack.java ZIP SHA512 FOLDER}: checks the archive's sum, then unpacks it below the folder. */
class Unpack {
    public static void main(String... args) throws IOException, NoSuchAlgorithmException {
        Path zip = Path.of(args[0]);
        Path folder = Path.of(args[2]).toAbsolutePath().normalize();
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(zip)));
        if (!sum.equals(args[1])) {
            System.err.println("mvnw: the archive's SHA-512 is " + sum + ", expected " + args[1] + "; nothing was installed");
            System.exit(1);
        }
        try (InputStream file = Files.newInputStream(zip); ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("an entry leaves the folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                    if (target.getParent().endsWith("bin")) {
                        target.toFile().setExecutable(true, false);
                    }
                }
            }
        }
    }
}
