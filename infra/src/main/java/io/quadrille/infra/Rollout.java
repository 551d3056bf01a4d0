package io.quadrille.infra;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.codedeploy.AutoRollbackConfig;
import software.amazon.awscdk.services.codedeploy.LambdaApplication;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentConfig;
import software.amazon.awscdk.services.codedeploy.LambdaDeploymentGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/**
 * How new versions of functions take over: in sizes with a canary a tenth of the traffic for five minutes, and back if an
 * invocation failed; elsewhere at once.
 */
final class Rollout extends Construct {
    private final boolean canary;

    Rollout(Construct scope, Blueprint blueprint) {
        super(scope, "Rollout");
        canary = blueprint.size().care().canary();
    }

    void of(Alias alias) {
        if (!canary) {
            return;
        }
        Construct scope = new Construct(alias, "Canary");
        Alarm failing = Alarm.Builder.create(scope, "Failing")
                .alarmDescription("The new version fails: its deployment is rolled back")
                .metric(alias.metricErrors(MetricOptions.builder()
                        .period(software.amazon.awscdk.Duration.minutes(1))
                        .statistic("Sum")
                        .build()))
                .threshold(1)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        Role role = deployer(scope, alias);
        LambdaDeploymentGroup group = LambdaDeploymentGroup.Builder.create(scope, "Group")
                .application(application())
                .alias(alias)
                .deploymentConfig(LambdaDeploymentConfig.CANARY_10_PERCENT_5_MINUTES)
                .alarms(List.of(failing))
                .autoRollback(AutoRollbackConfig.builder()
                        .failedDeployment(true)
                        .stoppedDeployment(true)
                        .deploymentInAlarm(true)
                        .build())
                .role(role.withoutPolicyUpdates()) // the managed policy would allow more than the next lines do
                .build();
        group.getNode().addDependency(role);
    }

    private LambdaApplication application() {
        LambdaApplication made = (LambdaApplication) getNode().tryFindChild("Application");
        return made != null
                ? made
                : LambdaApplication.Builder.create(this, "Application").build();
    }

    /** May move one function's alias, and look at the alarms that stop it. */
    private static Role deployer(Construct scope, Alias alias) {
        Role role = Role.Builder.create(scope, "Deployer")
                .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"))
                .resources(List.of(
                        alias.getLambda().getFunctionArn(),
                        alias.getLambda().getFunctionArn() + ":" + EntryFunction.LIVE))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("cloudwatch:DescribeAlarms"))
                .resources(List.of(Stack.of(scope)
                        .formatArn(software.amazon.awscdk.ArnComponents.builder()
                                .service("cloudwatch")
                                .resource("alarm")
                                .resourceName("*")
                                .arnFormat(software.amazon.awscdk.ArnFormat.COLON_RESOURCE_NAME)
                                .build())))
                .build());
        Findings.accept(role, Wildcard.ALARMS);
        return role;
    }
}
