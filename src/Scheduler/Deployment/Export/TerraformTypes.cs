using System.Collections.Frozen;

namespace CostTool.Scheduler.Deployment.Export;

/// <summary>How a property of CloudFormation is written in Terraform.</summary>
internal enum TerraformForm
{
    /// <summary>The same value under another name.</summary>
    Same,

    /// <summary>A nested block: a map becomes a list of one, a list of maps a list of blocks.</summary>
    Block,

    /// <summary>JSON in a text.</summary>
    Json,

    /// <summary>JSON in a text, its members in the ECS API's spelling.</summary>
    EcsJson,

    /// <summary>A list of Key and Value becomes a map.</summary>
    Tags,

    /// <summary>A list of Name and Value becomes a map.</summary>
    Dimensions,

    /// <summary>A list of one value becomes the value.</summary>
    Single,

    /// <summary>Resources of their own beside this one.</summary>
    Apart,

    /// <summary>The members of a map stand beside the other arguments.</summary>
    Flat,

    /// <summary>As <see cref="Block"/>, without the map AwsvpcConfiguration around the members.</summary>
    NetworkBlock,
}

/// <summary>A property and its argument.</summary>
/// <param name="Property">CloudFormation's name.</param>
/// <param name="Argument">Terraform's name.</param>
/// <param name="Form">How the value is written.</param>
/// <param name="Members">Members of a block.</param>
internal sealed record TerraformArgument(string Property, string Argument, TerraformForm Form = TerraformForm.Same, params IReadOnlyList<TerraformArgument> Members);

/// <summary>A resource type of the aws provider for a type of CloudFormation.</summary>
/// <param name="Type">CloudFormation's type.</param>
/// <param name="Name">Terraform's type.</param>
/// <param name="Ref">Attribute that CloudFormation's Ref stands for.</param>
/// <param name="Arguments">Every property that the desired state uses.</param>
internal sealed record TerraformType(string Type, string Name, string Ref, params IReadOnlyList<TerraformArgument> Arguments)
{
    /// <summary>Terraform's type for the targets of a rule.</summary>
    public const string RuleTarget = "aws_cloudwatch_event_target";

    private static readonly TerraformArgument Tagged = new("Tags", "tags", TerraformForm.Tags);

    private static readonly TerraformArgument Network = new("NetworkConfiguration", "network_configuration", TerraformForm.NetworkBlock,
        new("Subnets", "subnets"), new("SecurityGroups", "security_groups"), new("AssignPublicIp", "assign_public_ip"));

    /// <summary>The types, by CloudFormation's name.</summary>
    public static FrozenDictionary<string, TerraformType> All { get; } = new TerraformType[]
    {
        new("AWS::CloudWatch::Alarm", "aws_cloudwatch_metric_alarm", "alarm_name",
            new("AlarmName", "alarm_name"), new("AlarmDescription", "alarm_description"), new("Namespace", "namespace"), new("MetricName", "metric_name"),
            new("Dimensions", "dimensions", TerraformForm.Dimensions), new("Statistic", "statistic"), new("Period", "period"), new("EvaluationPeriods", "evaluation_periods"),
            new("Threshold", "threshold"), new("ComparisonOperator", "comparison_operator"), new("TreatMissingData", "treat_missing_data"), new("AlarmActions", "alarm_actions"), Tagged),
        new("AWS::ECS::Service", "aws_ecs_service", "id",
            new("ServiceName", "name"), new("Cluster", "cluster"), new("TaskDefinition", "task_definition"), new("DesiredCount", "desired_count"), new("LaunchType", "launch_type"),
            new("DeploymentConfiguration", "", TerraformForm.Flat, new("MaximumPercent", "deployment_maximum_percent"), new("MinimumHealthyPercent", "deployment_minimum_healthy_percent")),
            Network, new("EnableECSManagedTags", "enable_ecs_managed_tags"), new("PropagateTags", "propagate_tags"), Tagged),
        new("AWS::ECS::TaskDefinition", "aws_ecs_task_definition", "arn",
            new("Family", "family"), new("Cpu", "cpu"), new("Memory", "memory"), new("NetworkMode", "network_mode"), new("RequiresCompatibilities", "requires_compatibilities"),
            new("RuntimePlatform", "runtime_platform", TerraformForm.Block, new("CpuArchitecture", "cpu_architecture"), new("OperatingSystemFamily", "operating_system_family")),
            new("EphemeralStorage", "ephemeral_storage", TerraformForm.Block, new TerraformArgument("SizeInGiB", "size_in_gib")),
            new("ExecutionRoleArn", "execution_role_arn"), new("TaskRoleArn", "task_role_arn"), new("ContainerDefinitions", "container_definitions", TerraformForm.EcsJson), Tagged),
        new("AWS::Events::Rule", "aws_cloudwatch_event_rule", "name",
            new("Name", "name"), new("Description", "description"), new("State", "state"), new("EventPattern", "event_pattern", TerraformForm.Json), new("ScheduleExpression", "schedule_expression"),
            new("Targets", RuleTarget, TerraformForm.Apart, new("Id", "target_id"), new("Arn", "arn"), new("RoleArn", "role_arn"), new("Input", "input"),
                new("RetryPolicy", "retry_policy", TerraformForm.Block, new("MaximumEventAgeInSeconds", "maximum_event_age_in_seconds"), new("MaximumRetryAttempts", "maximum_retry_attempts")))),
        new("AWS::IAM::Role", "aws_iam_role", "name",
            new("RoleName", "name"), new("Description", "description"), new("AssumeRolePolicyDocument", "assume_role_policy", TerraformForm.Json),
            new("Policies", "inline_policy", TerraformForm.Block, new("PolicyName", "name"), new("PolicyDocument", "policy", TerraformForm.Json)), Tagged),
        new("AWS::Logs::LogGroup", "aws_cloudwatch_log_group", "name", new("LogGroupName", "name"), new("RetentionInDays", "retention_in_days"), Tagged),
        new("AWS::SNS::Subscription", "aws_sns_topic_subscription", "arn", new("TopicArn", "topic_arn"), new("Protocol", "protocol"), new("Endpoint", "endpoint")),
        new("AWS::SNS::Topic", "aws_sns_topic", "arn", new("TopicName", "name"), Tagged),
        new("AWS::SNS::TopicPolicy", "aws_sns_topic_policy", "id", new("Topics", "arn", TerraformForm.Single), new("PolicyDocument", "policy", TerraformForm.Json)),
        new("AWS::SQS::Queue", "aws_sqs_queue", "url",
            new("QueueName", "name"), new("MessageRetentionPeriod", "message_retention_seconds"), new("SqsManagedSseEnabled", "sqs_managed_sse_enabled"), Tagged),
        new("AWS::SQS::QueuePolicy", "aws_sqs_queue_policy", "id", new("Queues", "queue_url", TerraformForm.Single), new("PolicyDocument", "policy", TerraformForm.Json)),
        new("AWS::Scheduler::Schedule", "aws_scheduler_schedule", "name",
            new("Name", "name"), new("GroupName", "group_name"), new("Description", "description"), new("ScheduleExpression", "schedule_expression"),
            new("ScheduleExpressionTimezone", "schedule_expression_timezone"), new("State", "state"), new("StartDate", "start_date"), new("EndDate", "end_date"),
            new("FlexibleTimeWindow", "flexible_time_window", TerraformForm.Block, new("Mode", "mode"), new("MaximumWindowInMinutes", "maximum_window_in_minutes")),
            new("Target", "target", TerraformForm.Block,
                new("Arn", "arn"), new("RoleArn", "role_arn"), new("Input", "input"),
                new("RetryPolicy", "retry_policy", TerraformForm.Block, new("MaximumEventAgeInSeconds", "maximum_event_age_in_seconds"), new("MaximumRetryAttempts", "maximum_retry_attempts")),
                new("DeadLetterConfig", "dead_letter_config", TerraformForm.Block, new TerraformArgument("Arn", "arn")),
                new("EcsParameters", "ecs_parameters", TerraformForm.Block,
                    new("TaskDefinitionArn", "task_definition_arn"), new("TaskCount", "task_count"), new("Group", "group"), new("EnableECSManagedTags", "enable_ecs_managed_tags"), new("PropagateTags", "propagate_tags"),
                    new("CapacityProviderStrategy", "capacity_provider_strategy", TerraformForm.Block, new("CapacityProvider", "capacity_provider"), new("Weight", "weight")),
                    Network))),
        new("AWS::Scheduler::ScheduleGroup", "aws_scheduler_schedule_group", "name", new("Name", "name"), Tagged),
        new("AWS::StepFunctions::StateMachine", "aws_sfn_state_machine", "arn",
            new("StateMachineName", "name"), new("StateMachineType", "type"), new("RoleArn", "role_arn"), new("Definition", "definition", TerraformForm.Json), Tagged),
    }.ToFrozenDictionary(type => type.Type, StringComparer.Ordinal);
}
