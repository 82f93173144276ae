using CostTool.Scheduler.Deployment;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Every property that a state uses, as CloudFormation's resource specification names and types it. What is JSON by specification ends a row.</summary>
public sealed class PropertyTableTests
{
    private const string Table = """
        AWS::CloudWatch::Alarm AlarmActions[] text
        AWS::CloudWatch::Alarm AlarmDescription text
        AWS::CloudWatch::Alarm AlarmName text
        AWS::CloudWatch::Alarm ComparisonOperator text
        AWS::CloudWatch::Alarm Dimensions[].Name text
        AWS::CloudWatch::Alarm Dimensions[].Value text
        AWS::CloudWatch::Alarm EvaluationPeriods number
        AWS::CloudWatch::Alarm MetricName text
        AWS::CloudWatch::Alarm Namespace text
        AWS::CloudWatch::Alarm Period number
        AWS::CloudWatch::Alarm Statistic text
        AWS::CloudWatch::Alarm Tags[].Key text
        AWS::CloudWatch::Alarm Tags[].Value text
        AWS::CloudWatch::Alarm Threshold number
        AWS::CloudWatch::Alarm TreatMissingData text
        AWS::ECS::Service Cluster text
        AWS::ECS::Service DeploymentConfiguration.MaximumPercent number
        AWS::ECS::Service DeploymentConfiguration.MinimumHealthyPercent number
        AWS::ECS::Service DesiredCount number
        AWS::ECS::Service EnableECSManagedTags flag
        AWS::ECS::Service LaunchType text
        AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp text
        AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.SecurityGroups list
        AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.Subnets list
        AWS::ECS::Service PropagateTags text
        AWS::ECS::Service ServiceName text
        AWS::ECS::Service Tags[].Key text
        AWS::ECS::Service Tags[].Value text
        AWS::ECS::Service TaskDefinition text
        AWS::ECS::TaskDefinition ContainerDefinitions[].Command[] text
        AWS::ECS::TaskDefinition ContainerDefinitions[].Environment[].Name text
        AWS::ECS::TaskDefinition ContainerDefinitions[].Environment[].Value text
        AWS::ECS::TaskDefinition ContainerDefinitions[].Essential flag
        AWS::ECS::TaskDefinition ContainerDefinitions[].Image text
        AWS::ECS::TaskDefinition ContainerDefinitions[].LinuxParameters.InitProcessEnabled flag
        AWS::ECS::TaskDefinition ContainerDefinitions[].LogConfiguration.LogDriver text
        AWS::ECS::TaskDefinition ContainerDefinitions[].LogConfiguration.Options map
        AWS::ECS::TaskDefinition ContainerDefinitions[].Name text
        AWS::ECS::TaskDefinition ContainerDefinitions[].Secrets[].Name text
        AWS::ECS::TaskDefinition ContainerDefinitions[].Secrets[].ValueFrom text
        AWS::ECS::TaskDefinition ContainerDefinitions[].StopTimeout number
        AWS::ECS::TaskDefinition Cpu text
        AWS::ECS::TaskDefinition EphemeralStorage.SizeInGiB number
        AWS::ECS::TaskDefinition ExecutionRoleArn text
        AWS::ECS::TaskDefinition Family text
        AWS::ECS::TaskDefinition Memory text
        AWS::ECS::TaskDefinition NetworkMode text
        AWS::ECS::TaskDefinition RequiresCompatibilities[] text
        AWS::ECS::TaskDefinition RuntimePlatform.CpuArchitecture text
        AWS::ECS::TaskDefinition RuntimePlatform.OperatingSystemFamily text
        AWS::ECS::TaskDefinition Tags[].Key text
        AWS::ECS::TaskDefinition Tags[].Value text
        AWS::ECS::TaskDefinition TaskRoleArn text
        AWS::Events::Rule Description text
        AWS::Events::Rule EventPattern map
        AWS::Events::Rule Name text
        AWS::Events::Rule ScheduleExpression text
        AWS::Events::Rule State text
        AWS::Events::Rule Targets[].Arn text
        AWS::Events::Rule Targets[].Id text
        AWS::Events::Rule Targets[].Input text
        AWS::Events::Rule Targets[].RetryPolicy.MaximumEventAgeInSeconds number
        AWS::Events::Rule Targets[].RetryPolicy.MaximumRetryAttempts number
        AWS::Events::Rule Targets[].RoleArn text
        AWS::IAM::Role AssumeRolePolicyDocument map
        AWS::IAM::Role Description text
        AWS::IAM::Role Policies[].PolicyDocument map
        AWS::IAM::Role Policies[].PolicyName text
        AWS::IAM::Role RoleName text
        AWS::IAM::Role Tags[].Key text
        AWS::IAM::Role Tags[].Value text
        AWS::Logs::LogGroup LogGroupName text
        AWS::Logs::LogGroup RetentionInDays number
        AWS::Logs::LogGroup Tags[].Key text
        AWS::Logs::LogGroup Tags[].Value text
        AWS::SNS::Subscription Endpoint text
        AWS::SNS::Subscription Protocol text
        AWS::SNS::Subscription TopicArn text
        AWS::SNS::Topic Tags[].Key text
        AWS::SNS::Topic Tags[].Value text
        AWS::SNS::Topic TopicName text
        AWS::SNS::TopicPolicy PolicyDocument map
        AWS::SNS::TopicPolicy Topics[] text
        AWS::SQS::Queue MessageRetentionPeriod number
        AWS::SQS::Queue QueueName text
        AWS::SQS::Queue SqsManagedSseEnabled flag
        AWS::SQS::Queue Tags[].Key text
        AWS::SQS::Queue Tags[].Value text
        AWS::SQS::QueuePolicy PolicyDocument map
        AWS::SQS::QueuePolicy Queues[] text
        AWS::Scheduler::Schedule Description text
        AWS::Scheduler::Schedule EndDate text
        AWS::Scheduler::Schedule FlexibleTimeWindow.MaximumWindowInMinutes number
        AWS::Scheduler::Schedule FlexibleTimeWindow.Mode text
        AWS::Scheduler::Schedule GroupName text
        AWS::Scheduler::Schedule Name text
        AWS::Scheduler::Schedule ScheduleExpression text
        AWS::Scheduler::Schedule ScheduleExpressionTimezone text
        AWS::Scheduler::Schedule StartDate text
        AWS::Scheduler::Schedule State text
        AWS::Scheduler::Schedule Target.Arn text
        AWS::Scheduler::Schedule Target.DeadLetterConfig.Arn text
        AWS::Scheduler::Schedule Target.EcsParameters.CapacityProviderStrategy[].CapacityProvider text
        AWS::Scheduler::Schedule Target.EcsParameters.CapacityProviderStrategy[].Weight number
        AWS::Scheduler::Schedule Target.EcsParameters.EnableECSManagedTags flag
        AWS::Scheduler::Schedule Target.EcsParameters.Group text
        AWS::Scheduler::Schedule Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp text
        AWS::Scheduler::Schedule Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups list
        AWS::Scheduler::Schedule Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets list
        AWS::Scheduler::Schedule Target.EcsParameters.PropagateTags text
        AWS::Scheduler::Schedule Target.EcsParameters.TaskCount number
        AWS::Scheduler::Schedule Target.EcsParameters.TaskDefinitionArn text
        AWS::Scheduler::Schedule Target.Input text
        AWS::Scheduler::Schedule Target.RetryPolicy.MaximumEventAgeInSeconds number
        AWS::Scheduler::Schedule Target.RetryPolicy.MaximumRetryAttempts number
        AWS::Scheduler::Schedule Target.RoleArn text
        AWS::Scheduler::ScheduleGroup Name text
        AWS::Scheduler::ScheduleGroup Tags[].Key text
        AWS::Scheduler::ScheduleGroup Tags[].Value text
        AWS::StepFunctions::StateMachine Definition map
        AWS::StepFunctions::StateMachine RoleArn text
        AWS::StepFunctions::StateMachine StateMachineName text
        AWS::StepFunctions::StateMachine StateMachineType text
        AWS::StepFunctions::StateMachine Tags[].Key text
        AWS::StepFunctions::StateMachine Tags[].Value text
        """;

    private static readonly string[] Rows = Table.ReplaceLineEndings("\n").Split('\n');
    private static readonly HashSet<string> Json = [.. Rows.Where(row => row.EndsWith(" map", StringComparison.Ordinal)).Select(row => row[..^" map".Length])];

    [Fact]
    public void A_state_uses_the_properties_of_the_table_with_their_types_and_all_of_them()
    {
        var lists = Deployments.MixedState.Parameters.Where(parameter => parameter.Type.StartsWith("List<", StringComparison.Ordinal)).Select(parameter => parameter.Name).ToHashSet();
        var bounded = Deployments.Row("bounded");
        bounded = bounded with { Launch = bounded.Launch! with { Schedules = [new("bounded", "rate(5 minutes)", "UTC", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(60), 5, false)] } };
        var states = new[] { Deployments.WorkersState, DeploymentBuilder.Build(Deployments.Saved(bounded), Deployments.Settings) };
        var used = states.SelectMany(state => state.Resources).SelectMany(resource => Paths(resource.Type, " ", resource.Properties, lists)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Rows.Order(StringComparer.Ordinal), used);
    }

    private static IEnumerable<string> Paths(string path, string separator, ResourceValue value, HashSet<string> lists) => value switch
    {
        MapValue when Json.Contains(path) => [$"{path} map"],
        MapValue map => map.Members.SelectMany(member => Paths($"{path}{separator}{member.Key}", ".", member.Value, lists)),
        ListValue list => list.Items.SelectMany(item => Paths($"{path}[]", ".", item, lists)),
        NumberValue => [$"{path} number"],
        FlagValue => [$"{path} flag"],
        ParameterValue parameter when lists.Contains(parameter.Name) => [$"{path} list"],
        _ => [$"{path} text"],
    };
}
