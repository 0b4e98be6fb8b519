package dev.mrc.faults;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the service and the engine, and spoils answers to predict calls as it is told. It reads whole requests, asks
 * the server, and writes what it pleases.
 */
final class FaultProxy implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length:\\s*(\\d+)");

    private final URI server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger times = new AtomicInteger();
    private final AtomicInteger spoilt = new AtomicInteger();
    private final int port;
    private volatile Fault fault = Fault.NONE;
    private volatile long lastFaultNanos = System.nanoTime() - Long.MAX_VALUE / 4;
    private ServerSocket listener;

    FaultProxy(URI server) throws IOException {
        this.server = server;
        this.port = listen(0);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The next so many predict calls fail so. */
    void fail(Fault next, int calls) throws IOException {
        times.set(calls);
        fault = next;
        if (next == Fault.REFUSE) {
            lastFaultNanos = System.nanoTime();
            listener.close();
            closeAll();
        }
    }

    /** From now on all goes well. */
    synchronized void heal() throws IOException {
        if (fault != Fault.NONE) {
            lastFaultNanos = System.nanoTime();
        }
        times.set(0);
        fault = Fault.NONE;
        if (listener.isClosed()) {
            listen(port);
        }
    }

    /** Connections that the service holds at present. */
    int connections() {
        return open.size();
    }

    /** Predict calls that were spoilt. */
    int spoilt() {
        return spoilt.get();
    }

    /** When something last went wrong, by {@link System#nanoTime()}. */
    long lastFaultNanos() {
        return lastFaultNanos;
    }

    private int listen(int wanted) throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 512);
        ServerSocket mine = listener;
        threads.execute(() -> accept(mine));
        return listener.getLocalPort();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // closed: the loop ends
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            boolean more = true;
            while (more) {
                more = exchange(socket, in);
            }
        } catch (IOException e) {
            // the other side is gone, which is its right
        } finally {
            open.remove(socket);
        }
    }

    private boolean exchange(Socket socket, InputStream in) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return false;
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        String[] line = head.split(" ", 3);
        if (!line[1].endsWith(":predict")) {
            return pass(socket, ask(line[0], line[1], body));
        }
        Fault now = fault;
        if (now != Fault.NONE && times.getAndDecrement() <= 0) {
            now = Fault.NONE;
        }
        HttpResponse<byte[]> reply = ask(line[0], line[1], body);
        if (now == Fault.NONE) {
            return pass(socket, reply);
        }
        spoilt.incrementAndGet();
        lastFaultNanos = System.nanoTime();
        try {
            return now.answer(socket, reply.body());
        } finally {
            lastFaultNanos = System.nanoTime();
        }
    }

    private HttpResponse<byte[]> ask(String method, String target, byte[] body) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(server.resolve(target))
                    .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)).build(),
                    BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean pass(Socket socket, HttpResponse<byte[]> reply) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write("HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(reply.statusCode(),
                reply.headers().firstValue("Content-Type").orElse("text/plain"), reply.body().length)
                .getBytes(StandardCharsets.US_ASCII));
        all.write(reply.body());
        socket.getOutputStream().write(all.toByteArray());
        return true;
    }

    /** Request line and headers; empty when the other side has ended. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
            int unit = in.read();
            if (unit < 0) {
                if (head.isEmpty()) {
                    return "";
                }
                throw new EOFException();
            }
            head.append((char) unit);
        }
        return head.toString();
    }

    private void closeAll() {
        open.forEach(socket -> {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closeAll();
        threads.shutdownNow();
    }
}
