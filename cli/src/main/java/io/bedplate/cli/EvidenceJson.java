package io.bedplate.cli;

import java.util.List;

import io.bedplate.agent.proof.Evidence;
import io.bedplate.agent.proof.EvidenceTree;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Evidence for machines: one object per instance, CPU lists as arrays. */
public final class EvidenceJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EvidenceJson() {}

    public static String write(List<Evidence> evidence) {
        return MAPPER.writeValueAsString(evidence.stream().map(EvidenceTree::of).toList());
    }
}
