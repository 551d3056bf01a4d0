package io.quadrille.infra;

import io.quadrille.events.FactKind;
import io.quadrille.events.documents.JsonSchemas;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import software.amazon.awscdk.services.eventschemas.CfnRegistry;
import software.amazon.awscdk.services.eventschemas.CfnSchema;
import software.constructs.Construct;

/** The EventBridge schema registry of a deployment: a JSON Schema, Draft 4, for each type of event on its bus. */
final class SchemaRegistry extends Construct {
    private final CfnRegistry registry;
    private final Pipeline pipeline;

    SchemaRegistry(Construct scope, Blueprint blueprint) {
        super(scope, "Schemas");
        pipeline = blueprint.pipeline();
        registry = CfnRegistry.Builder.create(this, "Registry")
                .registryName(blueprint.deployment().name())
                .description("Events of pipeline " + pipeline.name())
                .build();
        for (RecordType<?> type : pipeline.recordTypes()) {
            schema(type.name(), JsonSchemas.event(pipeline, type));
        }
        for (FactKind kind : JsonSchemas.fixedFacts()) {
            schema(kind.type(), JsonSchemas.event(kind));
        }
    }

    /** Named as EventBridge names those it discovers: source and detail type. */
    private void schema(String type, String content) {
        CfnSchema.Builder.create(this, type)
                .registryName(registry.getAttrRegistryName())
                .schemaName(pipeline.name() + "@" + type)
                .type("JSONSchemaDraft4")
                .content(Json.compact(content))
                .build();
    }
}
