package io.bedplate.cli.json;

import io.bedplate.nfv.RequestInput;

/** One line of {@code fit --batch}: whether and where {@code request} fits on {@code host}. */
public record FitQuestion(FitHost host, RequestInput request) {}
