package io.quadrille.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.App;

/**
 * Writes templates, or is the app behind the CDK command.
 *
 * <pre>{@code
 * infra/synth OUT_DIR [LAMBDA_ZIP]
 * npx aws-cdk@2.1148.1 deploy -c pipeline=customers -c size=dev
 * }</pre>
 */
public final class Main {
    /** As the CDK command starts it, which says the rest by its environment. */
    private static final String AS_APP = "--app";

    private static final String USAGE = "Usage: infra/synth OUT_DIR [LAMBDA_ZIP]";

    private Main() {}

    public static void main(String[] args) throws IOException {
        try {
            System.exit(run(List.of(args), root()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** The repository's folder, as infra/synth says. */
    private static Path root() {
        return Path.of(Objects.requireNonNullElse(System.getenv("QUADRILLE_ROOT"), "."));
    }

    /** @return the exit code: 0, or 1 if something was found that has no reason */
    private static int run(List<String> args, Path root) throws IOException {
        if (args.equals(List.of(AS_APP))) {
            App app = Templates.app(App.Builder.create());
            new QuadrilleStack(app, new ContextOptions(app.getNode()::tryGetContext).blueprint(root, account()));
            app.synth();
            return 0;
        }
        if (args.isEmpty() || args.size() > 2 || args.get(0).startsWith("-")) {
            throw new IllegalArgumentException(USAGE);
        }
        Assets assets =
                args.size() > 1 ? new Assets(Path.of(args.get(1)), root.resolve("infra/Dockerfile")) : Assets.of(root);
        int findings = 0;
        for (Templates.Written template : Templates.write(Pipelines.ALL, assets, Path.of(args.get(0)))) {
            System.out.println(template.file() + "  " + template.resources() + " resources, "
                    + Files.size(template.file()) + " bytes");
            template.findings().forEach(System.err::println);
            findings += template.findings().size();
        }
        return findings == 0 ? 0 : 1;
    }

    /** Where the CDK command found that the caller's credentials lead to. */
    private static Blueprint.Account account() {
        String id = System.getenv("CDK_DEFAULT_ACCOUNT");
        String region = System.getenv("CDK_DEFAULT_REGION");
        return id == null || region == null ? Blueprint.Account.PLACEHOLDER : new Blueprint.Account(id, region);
    }
}
