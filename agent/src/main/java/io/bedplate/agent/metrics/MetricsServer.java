package io.bedplate.agent.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Serves {@code /metrics} over HTTP, each request on a virtual thread. */
public final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int NO_BODY = -1;

    private final Scraper scraper;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsServer(Scraper scraper, HttpServer http) {
        this.scraper = scraper;
        this.http = http;
    }

    /**
     * Begins to serve.
     *
     * @param address port 0 = any that is free
     * @throws UncheckedIOException where nobody can listen there
     */
    public static MetricsServer start(Scraper scraper, InetSocketAddress address) {
        try {
            var server = new MetricsServer(scraper, HttpServer.create(address, 0));
            server.http.createContext("/", server::answer);
            server.http.setExecutor(server.threads);
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("metrics on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Where it is. */
    public URI uri() {
        var address = http.getAddress();
        var host = address.getAddress().getHostAddress();
        return URI.create("http://%s:%d%s".formatted(host.indexOf(':') < 0 ? host : "[" + host + "]",
                address.getPort(), PATH));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (!head && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, NO_BODY);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, NO_BODY);
            } else {
                metrics(exchange, head);
            }
        }
    }

    private void metrics(HttpExchange exchange, boolean head) throws IOException {
        var accept = exchange.getRequestHeaders().getOrDefault("Accept", List.of());
        var format = TextFormat.accepted(String.join(",", accept));
        exchange.getResponseHeaders().set("Content-Type", format.contentType());
        if (head) {
            exchange.sendResponseHeaders(200, NO_BODY);
            return;
        }
        var body = MetricsRenderer.render(scraper.scrape(), format).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Answers no more; a scrape that hangs is not waited for. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
