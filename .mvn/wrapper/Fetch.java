import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** {@code java Fetch.java URL FILE}: so that a machine with a JDK needs neither curl nor wget. */
class Fetch {
    public static void main(String... args) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[0])).timeout(Duration.ofMinutes(5)).build();
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.ofFile(Path.of(args[1]))).statusCode();
            if (status != 200) {
                System.err.println("mvnw: " + args[0] + " answered " + status);
                System.exit(1);
            }
        } catch (IOException e) {
            System.err.println("mvnw: " + args[0] + " cannot be reached: " + e);
            System.exit(1);
        }
    }
}
