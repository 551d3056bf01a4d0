package io.quadrille.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.List;
import software.constructs.IConstruct;

/** Findings of cdk-nag that are meant to be so, each with its reason where the construct is made. */
final class Findings {
    private Findings() {}

    /** @param rule such as AwsSolutions-S1 */
    static void accept(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }

    /** That a role's policies, as far as they are made, have this wildcard and no other. */
    static void accept(IConstruct role, Wildcard wildcard) {
        String resource = wildcard.resource().startsWith("^")
                ? "/^Resource::" + wildcard.resource().substring(1)
                : "/^Resource::.*" + wildcard.resource();
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason(wildcard.reason())
                        .appliesTo(List.of(
                                RegexAppliesTo.builder().regex(resource + "$/").build()))
                        .build()),
                true);
    }
}
