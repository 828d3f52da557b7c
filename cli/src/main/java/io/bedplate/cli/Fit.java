package io.bedplate.cli;

import java.util.ArrayList;
import java.util.List;

import io.bedplate.cli.json.FitAnswer;
import io.bedplate.cli.json.FitHost;
import io.bedplate.nfv.HostState;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.PciAliases;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.nfv.Remedies;
import io.bedplate.nfv.Remedy;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;

/** One question to the planner, from request to answer. Pure. */
final class Fit {
    private Fit() {}

    /** {@code withRemedies} is for people who wait: finding them takes many plans. */
    static FitAnswer answer(FitHost host, RequestInput input, boolean withRemedies) {
        return switch (NfvRequests.read(input, host.aliases())) {
            case RequestResult.Invalid invalid -> new FitAnswer.Invalid(invalid.reasons());
            case RequestResult.Valid(NfvRequest request) ->
                answer(host.state(), request, warnings(host, input), withRemedies);
        };
    }

    private static FitAnswer answer(HostState host, NfvRequest request, List<String> warnings, boolean withRemedies) {
        return switch (NfvPlanner.plan(host, request)) {
            case Plan plan -> new FitAnswer.Fits(plan, warnings);
            case Rejection rejection -> new FitAnswer.Rejected(rejection, withRemedies
                    ? Remedies.of(host, request).stream().map(Remedy::sentence).toList()
                    : List.of(), warnings);
        };
    }

    private static List<String> warnings(FitHost host, RequestInput input) {
        var warnings = new ArrayList<>(host.state().warnings());
        if (host.aliases().isEmpty() && PciAliases.areAskedFor(input)) {
            warnings.add("pci_passthrough:alias was not looked at: the host's config has no pci_aliases");
        }
        return warnings;
    }
}
