package io.bedplate.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.bedplate.agent.proof.Difference;
import io.bedplate.agent.watch.Finding;
import io.bedplate.virt.VirtDriverException;
import tools.jackson.databind.json.JsonMapper;

/** Findings of a watch: a line and one for each difference for people, a line of JSON for machines. */
final class FindingText {
    private FindingText() {}

    private record Said(String word, List<Difference> differences) {}

    static List<String> lines(Finding finding, OutputFormat format) {
        var said = said(finding);
        var sentences = said.differences().stream().map(Difference::sentence).toList();
        return switch (format) {
            case JSON -> List.of(JsonMapper.shared().writeValueAsString(tree(finding, said.word(), sentences)));
            case TEXT -> Stream.concat(Stream.of("%s: %s".formatted(finding.instance(), said.word())),
                    sentences.stream().map(sentence -> "  ! " + sentence)).toList();
        };
    }

    private static Map<String, Object> tree(Finding finding, String word, List<String> sentences) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("instance", finding.instance().toString());
        tree.put("finding", word);
        tree.put("differences", sentences);
        return tree;
    }

    private static Said said(Finding finding) {
        return switch (finding) {
            case Finding.InForce _ -> new Said("in force", List.of());
            case Finding.DriftBegan(_, var evidence) -> new Said("drift began", evidence.differences());
            case Finding.DriftChanged(_, _, var evidence) -> new Said("drift changed", evidence.differences());
            case Finding.DriftEnded _ -> new Said("drift ended", List.of());
            case Finding.DriftMoot _ -> new Said("drift is moot: it was stopped or has gone", List.of());
            case Finding.NotRepaired(_, var why) -> new Said("not repaired: " + why, List.of());
        };
    }

    static String unavailable(VirtDriverException why, OutputFormat format) {
        return switch (format) {
            case JSON -> JsonMapper.shared().writeValueAsString(Map.of("unavailable", why.getMessage()));
            case TEXT -> "no look: " + why.getMessage();
        };
    }
}
