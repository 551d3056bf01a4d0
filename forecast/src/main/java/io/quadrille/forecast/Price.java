package io.quadrille.forecast;

/** What AWS charges for, as far as a run causes it. The names are those of the price file. */
public enum Price {
    EVENTBRIDGE_UNIT(Service.EVENTBRIDGE),
    EVENTBRIDGE_ARCHIVE_GIGABYTE(Service.EVENTBRIDGE),
    SQS_REQUEST(Service.SQS),
    LAMBDA_REQUEST(Service.LAMBDA),
    LAMBDA_GIGABYTE_SECOND(Service.LAMBDA),
    FARGATE_CPU_HOUR(Service.FARGATE),
    FARGATE_GIGABYTE_HOUR(Service.FARGATE),
    DYNAMODB_WRITE_UNIT(Service.DYNAMODB),
    DYNAMODB_READ_UNIT(Service.DYNAMODB),
    KMS_REQUEST(Service.KMS),
    /** Of a deployment, whether anything runs or not: in no run's bill. */
    KMS_KEY_MONTH(Service.KMS),
    S3_PUT(Service.S3),
    S3_GET(Service.S3),
    LOGS_GIGABYTE(Service.CLOUDWATCH);

    private final Service service;

    Price(Service service) {
        this.service = service;
    }

    public Service service() {
        return service;
    }

    /** Who sends the bill. */
    public enum Service {
        EVENTBRIDGE("EventBridge"),
        SQS("SQS"),
        LAMBDA("Lambda"),
        FARGATE("Fargate"),
        DYNAMODB("DynamoDB"),
        KMS("KMS"),
        S3("S3"),
        CLOUDWATCH("CloudWatch");

        private final String title;

        Service(String title) {
            this.title = title;
        }

        /** As Amazon writes it, shortly. */
        public String title() {
            return title;
        }
    }
}
