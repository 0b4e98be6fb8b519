package dev.mrc.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What can go wrong with a server's answer on its way. */
enum Fault {
    NONE {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(200, reply.length), reply);
            return true;
        }
    },
    RESET_BEFORE_HEADERS {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            return reset(client);
        }
    },
    RESET_IN_HEADERS {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, ascii("HTTP/1.1 200 OK\r\nContent-Ty"));
            return reset(client);
        }
    },
    RESET_IN_BODY {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(200, reply.length), Arrays.copyOf(reply, reply.length / 2));
            return reset(client);
        }
    },
    STALL {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            awaitEnd(client);
            return false;
        }
    },
    TRICKLE {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(200, reply.length));
            for (byte one : reply) {
                write(client, new byte[] { one });
                pause(1000);
            }
            return true;
        }
    },
    HTML_503 {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            byte[] page = ascii("<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>");
            write(client, ascii("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\nContent-Length: " + page.length
                    + "\r\n\r\n"), page);
            return true;
        }
    },
    EMPTY_400 {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(400, 0));
            return true;
        }
    },
    TRUNCATED_JSON {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(200, reply.length / 2), Arrays.copyOf(reply, reply.length / 2));
            return true;
        }
    },
    LENGTH_TOO_LONG {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(200, reply.length + 10), reply);
            awaitEnd(client);
            return false;
        }
    },
    LENGTH_TOO_SHORT {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, head(200, reply.length - 10), reply);
            return true;
        }
    },
    NAN_LOGITS {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            return NONE.answer(client, text(reply).replaceFirst("(\"start_logits\"\\s*:\\s*\\[\\s*)[-0-9.e]+", "$1NaN")
                    .getBytes(StandardCharsets.UTF_8));
        }
    },
    SWAPPED_ROWS {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            return NONE.answer(client, text(reply).replaceAll("(\"unique_ids\"\\s*:\\s*)0\\b", "$1-1")
                    .replaceAll("(\"unique_ids\"\\s*:\\s*)1\\b", "$10")
                    .replaceAll("(\"unique_ids\"\\s*:\\s*)-1\\b", "$11").getBytes(StandardCharsets.UTF_8));
        }
    },
    OTHER_UNIQUE_IDS {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            return NONE.answer(client,
                    text(reply).replaceAll("(\"unique_ids\"\\s*:\\s*)", "$17").getBytes(StandardCharsets.UTF_8));
        }
    },
    HUGE_BODY {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
            byte[] chunk = ascii("10000\r\n" + " ".repeat(65536) + "\r\n");
            for (int i = 0; i < 16384; i++) {
                write(client, chunk);
            }
            return false;
        }
    },
    NOT_HTTP {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            write(client, ascii("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"));
            awaitEnd(client);
            return false;
        }
    },
    /** Nothing listens; {@link FaultProxy} sees to it. */
    REFUSE {
        @Override
        boolean answer(Socket client, byte[] reply) throws IOException {
            return reset(client);
        }
    };

    /**
     * Answers, or pretends to.
     *
     * @param reply the body that the server sent
     * @return whether the connection can be used again
     */
    abstract boolean answer(Socket client, byte[] reply) throws IOException;

    private static byte[] head(int status, int length) {
        return ascii("HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(status, length));
    }

    /** One write, so that nothing waits for an acknowledgement in between. */
    private static void write(Socket client, byte[]... parts) throws IOException {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        OutputStream out = client.getOutputStream();
        out.write(all);
        out.flush();
    }

    /** RST instead of FIN. */
    private static boolean reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
        return false;
    }

    private static void awaitEnd(Socket client) throws IOException {
        client.setSoTimeout(60_000);
        while (client.getInputStream().read() >= 0) {
            // whatever still comes
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] reply) {
        return new String(reply, StandardCharsets.UTF_8);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
