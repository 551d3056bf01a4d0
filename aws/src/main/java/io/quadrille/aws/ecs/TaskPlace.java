package io.quadrille.aws.ecs;

import java.util.List;

/**
 * Where extract tasks run.
 *
 * @param cluster its name or ARN
 * @param taskDefinition its family, the latest revision of which then runs, or its ARN
 * @param container the name of the task definition's container
 * @param subnets at least one
 * @param securityGroups at least one
 */
public record TaskPlace(
        String cluster, String taskDefinition, String container, List<String> subnets, List<String> securityGroups) {
    public TaskPlace {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        if (subnets.isEmpty() || securityGroups.isEmpty()) {
            throw new IllegalArgumentException("subnets " + subnets + " and security groups " + securityGroups
                    + " of extract tasks: expected at least one of each");
        }
    }
}
