package io.bedplate.agent.metrics;

import io.bedplate.virt.Latencies;

/** Writes metrics as text, family by family. Exact: times are decimals of their nanoseconds, not rounded. */
final class MetricsText {
    private static final long NANOS = 1_000_000_000;

    private final StringBuilder text = new StringBuilder(1 << 14);
    private final TextFormat format;

    MetricsText(TextFormat format) {
        this.format = format;
    }

    /** Begins a family; its samples follow. */
    MetricsText family(Metric metric) {
        boolean open = format == TextFormat.OPEN_METRICS;
        String name = open ? metric.base() : metric.sampleName();
        text.append("# HELP ").append(name).append(' ').append(metric.help()).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(word(metric.type())).append('\n');
        if (open && name.endsWith("_seconds")) {
            text.append("# UNIT ").append(name).append(" seconds\n");
        } else if (open && name.endsWith("_bytes")) {
            text.append("# UNIT ").append(name).append(" bytes\n");
        }
        return this;
    }

    private static String word(Metric.Type type) {
        return switch (type) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram";
        };
    }

    void sample(Metric metric, Labels labels, long value) {
        begin(metric.sampleName(), labels).append(value).append('\n');
    }

    void seconds(Metric metric, Labels labels, long nanos) {
        appendSeconds(begin(metric.sampleName(), labels), nanos).append('\n');
    }

    void histogram(Metric metric, Labels labels, Latencies.Snapshot times) {
        long below = 0;
        for (int i = 0; i < times.counts().size(); i++) {
            below += times.counts().get(i);
            String bound = i < Latencies.BOUNDS_NANOS.size()
                    ? appendSeconds(new StringBuilder(), Latencies.BOUNDS_NANOS.get(i)).toString()
                    : "+Inf";
            begin(metric.base() + "_bucket", labels.and("le", bound)).append(below).append('\n');
        }
        appendSeconds(begin(metric.base() + "_sum", labels), times.sumNanos()).append('\n');
        begin(metric.base() + "_count", labels).append(below).append('\n');
    }

    private StringBuilder begin(String name, Labels labels) {
        return text.append(name).append(labels.text()).append(' ');
    }

    private static StringBuilder appendSeconds(StringBuilder text, long nanos) {
        long fraction = nanos % NANOS;
        text.append(nanos / NANOS).append('.');
        if (fraction == 0) {
            return text.append('0');
        }
        for (long unit = NANOS / 10; fraction > 0; unit /= 10) {
            text.append((char) ('0' + fraction / unit));
            fraction %= unit;
        }
        return text;
    }

    String end() {
        return format == TextFormat.OPEN_METRICS ? text.append("# EOF\n").toString() : text.toString();
    }
}
