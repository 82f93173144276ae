using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>Queues for what could not be delivered and for what became of tasks, and the topic of the alarms.</summary>
internal static class Messaging
{
    // 14 days, the longest that SQS keeps a message.
    private const int RetentionSeconds = 1_209_600;

    public static string DeadLetterName(DeploymentScope scope) => $"{scope.Name}-dead-letters";

    public static string TopicName(DeploymentScope scope) => $"{scope.Name}-alarms";

    public static IEnumerable<DesiredResource> Of(DeploymentScope scope)
    {
        if (scope.Entries.Count > 0)
        {
            yield return Queue(scope, DeploymentScope.DeadLetters, DeadLetterName(scope));
            // Scheduler writes to it with its role; the policy only keeps plain HTTP out.
            yield return QueuePolicy("DeadLetterQueuePolicy", DeploymentScope.DeadLetters, DeadLetterName(scope));
        }

        var events = WorkerNames.EventQueue(scope.Name);
        yield return Queue(scope, DeploymentScope.TaskEventQueue, events);
        yield return QueuePolicy("TaskEventQueuePolicy", DeploymentScope.TaskEventQueue, events, Map(
            ("Effect", Text("Allow")),
            ("Principal", Map(("Service", Text("events.amazonaws.com")))),
            ("Action", Text("sqs:SendMessage")),
            ("Resource", Arn(DeploymentScope.TaskEventQueue)),
            ("Condition", Map(
                ("StringEquals", Map(("aws:SourceAccount", Account))),
                ("ArnLike", Map(("aws:SourceArn", ArnOf("events", Text($"rule/{scope.Name}-*")))))))));

        yield return new(DeploymentScope.Topic, "AWS::SNS::Topic", TopicName(scope), Map(("TopicName", Text(TopicName(scope))), ("Tags", Tags(scope.Name))));
        yield return new("AlarmTopicPolicy", "AWS::SNS::TopicPolicy", TopicName(scope), Map(
            ("Topics", List(Ref(DeploymentScope.Topic))),
            ("PolicyDocument", Roles.Document(Map(
                ("Effect", Text("Allow")),
                ("Principal", Map(("Service", Text("cloudwatch.amazonaws.com")))),
                ("Action", Text("sns:Publish")),
                ("Resource", Ref(DeploymentScope.Topic)),
                ("Condition", Map(
                    ("StringEquals", Map(("aws:SourceAccount", Account))),
                    ("ArnLike", Map(("aws:SourceArn", ArnOf("cloudwatch", Text($"alarm:{scope.Name}-*"))))))))))));
        if (scope.Settings.Notify is not null)
        {
            yield return new("AlarmSubscription", "AWS::SNS::Subscription", $"{TopicName(scope)}/email", Map(
                ("TopicArn", Ref(DeploymentScope.Topic)),
                ("Protocol", Text("email")),
                ("Endpoint", Parameter(DeploymentParameters.NotificationAddress))));
        }
    }

    private static DesiredResource Queue(DeploymentScope scope, string logicalId, string name) => new(logicalId, "AWS::SQS::Queue", name, Map(
        ("QueueName", Text(name)),
        ("MessageRetentionPeriod", Number(RetentionSeconds)),
        ("SqsManagedSseEnabled", Flag(true)),
        ("Tags", Tags(scope.Name))));

    private static DesiredResource QueuePolicy(string logicalId, string queue, string name, params IEnumerable<MapValue> allowed) => new(logicalId, "AWS::SQS::QueuePolicy", name, Map(
        ("Queues", List(Ref(queue))),
        ("PolicyDocument", Roles.Document([
            Map(
                ("Effect", Text("Deny")),
                ("Principal", Text("*")),
                ("Action", Text("sqs:*")),
                ("Resource", Arn(queue)),
                ("Condition", Map(("Bool", Map(("aws:SecureTransport", Text("false"))))))),
            .. allowed]))));
}
