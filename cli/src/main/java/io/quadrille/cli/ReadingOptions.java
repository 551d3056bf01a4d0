package io.quadrille.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** What a command reads from: a home, or a deployment on AWS. */
final class ReadingOptions extends DeploymentOptions {
    private static final List<String> OF_DEPLOYMENTS = List.of("--pipeline", "--size", "--region");

    @Option(names = "--aws", description = "read a deployment on AWS, not a home; --endpoint-url says so too")
    private boolean aws;

    /** Whether a deployment is named. */
    boolean isDeployment() {
        return aws || endpointUrl() != null;
    }

    /** @throws picocli.CommandLine.ParameterException if the options contradict one another */
    View open(Common common) throws IOException {
        return open(common, LocalView::open);
    }

    /** As {@link #open(Common)}; a home that is not there is made, and is empty. */
    View openOrMake(Common common) throws IOException {
        return open(common, LocalView::openOrMake);
    }

    /** How a home is opened. */
    private interface Opening {
        View of(Common common) throws IOException;
    }

    private View open(Common common, Opening opening) throws IOException {
        if (!isDeployment()) {
            for (String option : OF_DEPLOYMENTS) {
                if (common.isGiven(option)) {
                    throw misused(option + " names a deployment on AWS: it goes with --aws or --endpoint-url.");
                }
            }
            return opening.of(common);
        }
        if (common.isGiven("--home")) {
            throw misused("--home names a folder of this machine: it does not go with --aws or --endpoint-url.");
        }
        return DeployedView.open(this, common.terminal());
    }
}
