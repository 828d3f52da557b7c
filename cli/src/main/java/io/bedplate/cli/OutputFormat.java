package io.bedplate.cli;

/** How an answer is printed. */
public enum OutputFormat {
    TEXT, JSON
}
