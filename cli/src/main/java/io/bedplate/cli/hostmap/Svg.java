package io.bedplate.cli.hostmap;

import java.util.ArrayList;
import java.util.List;

/** Collects SVG elements. Looks are given by class, from one style sheet in the document. */
final class Svg {
    private static final String STYLE = """
            <style>
            text{font:12px system-ui,"DejaVu Sans",sans-serif;fill:#1d2733}
            .title{font-size:20px;font-weight:600} .head{font-size:14px;font-weight:600} .faint{fill:#66717f}
            .cpu{font:9px ui-monospace,"DejaVu Sans Mono",monospace;text-anchor:middle} .on{fill:#fff}
            .mono{font:11px ui-monospace,"DejaVu Sans Mono",monospace} .right{text-anchor:end}
            .paper{fill:#f6f7f9} .socket{fill:#e9edf2;stroke:#ccd4dd} .cell{fill:#fff;stroke:#ccd4dd}
            .core{fill:#f1f4f7;stroke:#d3dae2} .either{fill:#fff;stroke:#8a96a3} .dedicated{fill:#e3eefb;stroke:#2f6fb2}
            .shared{fill:#e3f4e8;stroke:#2e8b57} .host{fill:#e4e6e9;stroke:#b3bac2} .held{fill:#d2622a;stroke:#a84a1c}
            .bar{fill:#e3eefb} .taken{fill:#d2622a} .line{stroke:#e3e7ec}
            </style>""";

    private final List<String> elements = new ArrayList<>();

    /** A finished part of the picture, to be placed once its size is known. */
    record Part(List<String> elements, int width, int height) {}

    Part part(int width, int height) {
        return new Part(List.copyOf(elements), width, height);
    }

    void place(int x, int y, Part part) {
        elements.add("<g transform=\"translate(%d,%d)\">".formatted(x, y));
        elements.addAll(part.elements());
        elements.add("</g>");
    }

    void box(int x, int y, int width, int height, String look) {
        elements.add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" class=\"%s\"/>".formatted(x, y, width,
                height, look));
    }

    /** A small box; {@code tip} shows under a pointer. */
    void tile(int x, int y, int width, int height, String look, String tip) {
        elements.add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" class=\"%s\"><title>%s</title></rect>"
                .formatted(x, y, width, height, look, escaped(tip)));
    }

    void line(int x1, int x2, int y) {
        elements.add("<path d=\"M%d %dH%d\" class=\"line\"/>".formatted(x1, y, x2));
    }

    void text(int x, int y, String look, String text) {
        elements.add("<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>".formatted(x, y, look, escaped(text)));
    }

    List<String> document(int width, int height) {
        var lines = new ArrayList<String>();
        lines.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">"
                .formatted(width, height, width, height));
        lines.addAll(STYLE.lines().toList());
        lines.add("<rect width=\"100%\" height=\"100%\" class=\"paper\"/>");
        lines.addAll(elements);
        lines.add("</svg>");
        return lines;
    }

    /** XML 1.0 has no way to write most control characters; they show as a question mark. */
    private static String escaped(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return out.toString();
    }

    private static boolean isXml(int c) {
        return c >= ' ' && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
