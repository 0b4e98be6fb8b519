package dev.mrc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The least that Quarkus can be, built with the project's own versions: one resource that says hello. */
final class HelloService {
    private static final Path FOLDER = Path.of("target/bench/hello");
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>dev.mrc</groupId><artifactId>hello</artifactId><version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencyManagement><dependencies><dependency>
                <groupId>io.quarkus.platform</groupId><artifactId>quarkus-bom</artifactId><version>%1$s</version>
                <type>pom</type><scope>import</scope>
              </dependency></dependencies></dependencyManagement>
              <dependencies><dependency>
                <groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId>
              </dependency></dependencies>
              <build><plugins>
                <plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId>
                  <version>%2$s</version></plugin>
                <plugin><groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId><version>%1$s</version>
                  <extensions>true</extensions><executions><execution><goals><goal>build</goal></goals></execution></executions>
                </plugin>
              </plugins></build>
            </project>
            """;
    private static final String RESOURCE = """
            package hello;

            import jakarta.ws.rs.Consumes;
            import jakarta.ws.rs.GET;
            import jakarta.ws.rs.POST;
            import jakarta.ws.rs.Path;

            @Path("/hello")
            public class Hello {
                @GET
                public String hello() {
                    return "hello";
                }

                @POST
                @Consumes("application/json")
                public String hello(String body) {
                    return body;
                }
            }
            """;

    private HelloService() {
    }

    /** Builds it, unless that was done before. */
    static Path jar() throws IOException, InterruptedException {
        Path jar = FOLDER.resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            Path source = FOLDER.resolve("src/main/java/hello/Hello.java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, RESOURCE);
            Files.writeString(FOLDER.resolve("pom.xml"), POM.formatted(version("quarkus.version"),
                    version("compiler-plugin.version")));
            int status = new ProcessBuilder("./mvnw", "-q", "-B", "-f", FOLDER.resolve("pom.xml").toString(), "package",
                    "-Dmaven.test.skip=true").inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("hello cannot be built");
            }
        }
        return jar;
    }

    private static String version(String property) throws IOException {
        Matcher found = Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));
        if (!found.find()) {
            throw new IllegalStateException("pom.xml has no " + property);
        }
        return found.group(1);
    }
}
