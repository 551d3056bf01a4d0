package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import java.time.Duration;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.constructs.Construct;

/**
 * Answers the page and the API behind a URL of its own, to those whom IAM allows to call it, and to no other site's page.
 * It reads the ledger, and the dropped files for the record behind a line; it changes nothing.
 */
final class PageFunction extends Construct {
    /** For the record on a line of a large file, which is read up to it. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final EntryFunction function;
    private final FunctionUrl url;

    PageFunction(Construct scope, Ground ground) {
        super(scope, "Page");
        function = new EntryFunction(this, ground, EntryPoint.PAGE, null, TIMEOUT);
        url = function.alias()
                .addFunctionUrl(FunctionUrlOptions.builder()
                        .authType(FunctionUrlAuthType.AWS_IAM)
                        .build());
        ground.ledger().grantView(function.role());
        ground.landing().grantRead(function.role(), Landing.DEFAULT.prefix());
    }

    EntryFunction function() {
        return function;
    }

    String url() {
        return url.getUrl();
    }
}
