package io.bedplate.agent.metrics;

import java.util.Locale;

/** The two texts that a scraper may ask for. */
public enum TextFormat {
    /** Prometheus text exposition format 0.0.4. */
    PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    TextFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** What an {@code Accept} header asks for; an empty one takes anything. */
    static TextFormat accepted(String accept) {
        return accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    }
}
