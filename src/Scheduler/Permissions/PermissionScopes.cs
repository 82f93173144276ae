namespace CostTool.Scheduler.Permissions;

/// <summary>The statements of every policy. Resource types and condition keys are those of AWS's Service Authorization Reference; a test compares them.</summary>
internal static class PermissionScopes
{
    /// <summary>The app's own role; there may be none.</summary>
    public const string TaskRole = "{taskRole}";

    private const string Roles = "arn:{partition}:iam::{account}:role/{deployment}-";

    /// <summary>Actions that IAM gives no resource.</summary>
    public static readonly PermissionScope Anything = new("Account", "*");

    // Scheduler
    public static readonly PermissionScope OwnSchedules = new("Schedules", Arn("scheduler", "schedule/{deployment}/*"));
    public static readonly PermissionScope ScheduleGroup = new("ScheduleGroup", Arn("scheduler", "schedule-group/{deployment}"));
    public static readonly PermissionScope LockGroup = new("Lock", Arn("scheduler", "schedule-group/{deployment}-lock"));

    // ECS
    public static readonly PermissionScope Cluster = new("Cluster", Arn("ecs", "cluster/{cluster}"));
    public static readonly PermissionScope TaskDefinitions = new("TaskDefinitions", Arn("ecs", "task-definition/{deployment}-*:*"));
    public static readonly PermissionScope TasksStarted = new("TasksStarted", [Arn("ecs", "task-definition/{deployment}-*:*")], [OnCluster]);
    public static readonly PermissionScope Tasks = new("Tasks", Arn("ecs", "task/{cluster}/*"));
    public static readonly PermissionScope TasksTagged = new("TasksTagged", [Arn("ecs", "task/{cluster}/*")], [new("StringEquals", "ecs:CreateAction", "RunTask")]);
    public static readonly PermissionScope OwnService = new("DispatcherService", Arn("ecs", "service/*/{deployment}-dispatcher"));
    public static readonly PermissionScope WorkersStarted = new("WorkersStarted", [Arn("ecs", "task-definition/{deployment}-drain-*:*")], [OnCluster]);
    public static readonly PermissionScope TaskList = new("TaskList", [Arn("ecs", "container-instance/{cluster}/*")], [OnCluster]);
    public static readonly PermissionScope EveryService = new("EveryService", Arn("ecs", "service/*/*"));
    public static readonly PermissionScope EveryTask = new("EveryTask", Arn("ecs", "task/*/*"));
    // Tasks are listed by the instance that they are on, also where there is none.
    public static readonly PermissionScope EveryTaskList = new("EveryTaskList", Arn("ecs", "container-instance/*/*"));

    // Step Functions
    public static readonly PermissionScope StateMachine = new("StateMachine", Arn("states", "stateMachine:{deployment}-fallback"), Arn("states", "stateMachine:{deployment}-wake"));

    // IAM
    public static readonly PermissionScope DeploymentRoles = new("Roles", Roles + "*-{region}");
    public static readonly PermissionScope PassToTasks = Pass("PassRoleToTasks", "ecs-tasks.amazonaws.com", Roles + "task-execution-{region}", Roles + "dispatcher-{region}", TaskRole);
    public static readonly PermissionScope PassToScheduler = Pass("PassRoleToScheduler", "scheduler.amazonaws.com", Roles + "scheduler-{region}");
    public static readonly PermissionScope PassToStateMachine = Pass("PassRoleToStateMachine", "states.amazonaws.com", Roles + "state-machine-{region}", Roles + "wake-machine-{region}");
    public static readonly PermissionScope PassToEvents = Pass("PassRoleToEventBridge", "events.amazonaws.com", Roles + "wake-rule-{region}");
    public static readonly PermissionScope Principals = new("Principals", "arn:{partition}:iam::{account}:role/*", "arn:{partition}:iam::{account}:user/*");
    public static readonly PermissionScope PrincipalRoles = new("PrincipalRoles", "arn:{partition}:iam::{account}:role/*");

    // Logs: some actions know a group with the star behind it, tags without.
    public static readonly PermissionScope LogGroup = new("LogGroup", Arn("logs", "log-group:/costtool/{deployment}"), Arn("logs", "log-group:/costtool/{deployment}:*")) { Forms = true };
    public static readonly PermissionScope LogStreams = new("LogStreams", Arn("logs", "log-group:/costtool/{deployment}:log-stream:*"));

    // EventBridge, SNS, SQS, CloudWatch
    public static readonly PermissionScope Rules = new("Rules", Arn("events", "rule/{deployment}-*"));
    public static readonly PermissionScope Topic = new("Topic", Arn("sns", "{deployment}-alarms"));
    public static readonly PermissionScope Queues = new("Queues", Arn("sqs", "{deployment}-dead-letters"), Arn("sqs", "{deployment}-task-events"));
    public static readonly PermissionScope EveryQueue = new("BrokerQueues", Arn("sqs", "*"));
    public static readonly PermissionScope LeaseQueue = new("Lease", Arn("sqs", "costtool-dispatch-*.fifo"));
    public static readonly PermissionScope EventQueue = new("TaskEvents", Arn("sqs", "{deployment}-task-events"));
    public static readonly PermissionScope Alarms = new("Alarms", Arn("cloudwatch", "alarm:{deployment}-*"));
    public static readonly PermissionScope AlarmList = new("AlarmList", Arn("cloudwatch", "alarm:*"));

    // Athena
    public static readonly PermissionScope WorkGroup = new("WorkGroup", Arn("athena", "workgroup/{workgroup}"));
    public static readonly PermissionScope Databases = new("Databases", Arn("glue", "catalog"), Arn("glue", "database/*"));
    public static readonly PermissionScope Catalog = new("Catalog", Arn("glue", "catalog"), Arn("glue", "database/*"), Arn("glue", "table/*/*"));
    public static readonly PermissionScope Objects = new("Objects", "arn:{partition}:s3:::*/*");
    public static readonly PermissionScope Buckets = new("Buckets", "arn:{partition}:s3:::*");

    private static PolicyCondition OnCluster => new("ArnLike", "ecs:cluster", Arn("ecs", "cluster/{cluster}"));

    private static string Arn(string service, string resource) => $"arn:{{partition}}:{service}:{{region}}:{{account}}:{resource}";

    private static PermissionScope Pass(string sid, string service, params string[] roles) => new(sid, roles, [new("StringEquals", "iam:PassedToService", service)]);
}
