package dev.mrc.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/** Serves pages of many shapes, as strangers' servers would; two of them are made when they are asked for. */
final class FixtureServer implements AutoCloseable {
    private static final int LARGE = 70_000;

    private final HttpServer server;

    FixtureServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4, runnable -> {
            Thread thread = new Thread(runnable, "fixtures");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            byte[] page = name.equals("large.html") ? large() : file(name);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            if (name.equals("policy.html")) {
                exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'none'");
            }
            exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
            if (page != null) {
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(page);
                }
            }
        });
        server.start();
    }

    String url(String page) {
        return "http://127.0.0.1:%d/%s.html".formatted(server.getAddress().getPort(), page);
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream file = FixtureServer.class.getResourceAsStream(name)) {
            return file == null ? null : file.readAllBytes();
        }
    }

    /** Over the limit of characters: many paragraphs about nothing of the kind, and the one that answers far down. */
    private static byte[] large() {
        StringBuilder html = new StringBuilder(
                "<!doctype html><html lang=\"ko\"><meta charset=\"utf-8\"><title>긴 글</title><body>");
        int paragraph = 0;
        while (html.length() < LARGE) {
            paragraph++;
            html.append("<p>").append(paragraph).append("번째 마을에는 넓은 들과 맑은 시내가 있고, 봄이면 언덕마다 꽃이 피며 가을이면 집집이 곡식을 말린다. ")
                    .append("장날에는 이웃 마을 사람들도 모여 물건을 사고팔았다.</p>");
            if (html.length() > LARGE * 3 / 4 && html.indexOf("윤서진") < 0) {
                html.append("<p>달빛다리는 은하강에 놓인 다리이다. 건축가 윤서진이 설계를 맡아 1984년 3월에 공사를 시작했다.</p>");
            }
        }
        return html.append("</body></html>").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
