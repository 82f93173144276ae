using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.StepFunctions;

/// <summary>Step Functions: state machines, and executions that run until the test ends them or a call stops them. It interprets no state.</summary>
public sealed class StepFunctionsDouble(DoubleAccount account) : IServiceDouble
{
    private const int LongestPage = 100;

    private readonly SortedDictionary<string, (JsonObject Document, TagSet Tags)> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DoubleExecution> _executions = new(StringComparer.Ordinal);

    public string Model => "stepfunctions";

    /// <summary>Every state machine as DescribeStateMachine tells it.</summary>
    public IReadOnlyList<JsonObject> StateMachines => [.. _machines.Values.Select(machine => machine.Document.Copy())];

    /// <summary>Every execution as DescribeExecution tells it, in the order of their starts.</summary>
    public IReadOnlyList<JsonObject> Executions => [.. _executions.Values.Select(execution => execution.Document.Copy())];

    /// <summary>Ends an execution that runs.</summary>
    /// <param name="executionArn">The execution.</param>
    /// <param name="output">What it gives; null: it fails.</param>
    /// <param name="error">Name of its failure.</param>
    /// <param name="cause">More about its failure.</param>
    public void End(string executionArn, string? output, string? error = null, string? cause = null) =>
        _executions[executionArn].End(output is null ? "FAILED" : "SUCCEEDED", account.Now, output, error, cause);

    public JsonObject Handle(string operation, JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return operation switch
        {
            "CreateStateMachine" => Create(request),
            "DescribeStateMachine" => Find(request).Document.Copy(),
            "UpdateStateMachine" => Update(request),
            "DeleteStateMachine" => Delete(request),
            "ListStateMachines" => Paged(request, "stateMachines", _machines.Values.Where(machine => account.Resources.Look(machine.Document.Text("stateMachineArn")))
                .Select(machine => machine.Document.Only("creationDate", "name", "stateMachineArn", "type"))),
            "ListTagsForResource" => new JsonObject { ["tags"] = Tagged(request).ToJson() },
            "TagResource" => Done(() => Tagged(request).Put(request["tags"])),
            "UntagResource" => Done(() => Tagged(request).Remove(request["tagKeys"])),
            "StartExecution" => Start(request),
            "DescribeExecution" => Execution(request).Document.Copy(),
            "StopExecution" => Stop(request),
            "ListExecutions" => ListExecutions(request),
            "GetExecutionHistory" => Paged(request, "events", request.Flag("reverseOrder") ? Execution(request).History.Reverse() : Execution(request).History),
            _ => throw new ServiceErrorException("UnknownOperationException", operation),
        };
    }

    private static JsonObject Done(Action effect)
    {
        effect();
        return [];
    }

    private static JsonObject Paged(JsonObject request, string member, IEnumerable<JsonObject> items)
    {
        var page = Page.Of(items, request.TextOrNull("nextToken"), request.Whole("maxResults") is > 0 and var most ? most : LongestPage, () => new ServiceErrorException("InvalidToken", "Invalid Token: 'Invalid token'"));
        return new JsonObject { [member] = page.Items.Select(item => (JsonNode?)item.Copy()).ToArrayNode() }.With("nextToken", page.Next);
    }

    private (JsonObject Document, TagSet Tags) Find(JsonObject request)
    {
        var arn = request.Text("stateMachineArn");
        if (!arn.Contains(":stateMachine:", StringComparison.Ordinal)) throw new ServiceErrorException("InvalidArn", $"Invalid Arn: '{arn}'");
        return _machines.TryGetValue(arn, out var machine) ? machine : throw new ServiceErrorException("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");
    }

    // A second call with the same words makes nothing new.
    private JsonObject Create(JsonObject request)
    {
        StateMachineRules.CheckName(request.Text("name"));
        StateMachineRules.CheckDefinition(request.Text("definition"));
        var arn = account.Arn("states", $"stateMachine:{request.Text("name")}");
        StateMachineRules.CheckRole(account, request.Text("roleArn"), arn);
        if (_machines.TryGetValue(arn, out var known))
        {
            string[] telling = ["definition", "roleArn", "loggingConfiguration", "tracingConfiguration"];
            if (telling.Any(name => request[name] is not null && Documents.Canonical(request[name]) != Documents.Canonical(known.Document[name])) || (request.TextOrNull("type") ?? "STANDARD") != known.Document.Text("type"))
                throw new ServiceErrorException("StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");
            return Made(known.Document);
        }

        var document = request.Only("definition", "loggingConfiguration", "name", "roleArn", "tracingConfiguration", "type");
        document["type"] ??= "STANDARD";
        document["loggingConfiguration"] ??= new JsonObject { ["level"] = "OFF", ["includeExecutionData"] = false };
        document["tracingConfiguration"] ??= new JsonObject { ["enabled"] = false };
        document["stateMachineArn"] = arn;
        document["status"] = "ACTIVE";
        document["creationDate"] = account.Now;
        _machines[arn] = (document, new TagSet("key", "value").Put(request["tags"]));
        account.Resources.Add(arn);
        return Made(document);
    }

    private static JsonObject Made(JsonObject document) => document.Only("creationDate", "stateMachineArn");

    // What a call leaves out stays as it is.
    private JsonObject Update(JsonObject request)
    {
        var document = Find(request).Document;
        var changed = request.Only("definition", "loggingConfiguration", "roleArn", "tracingConfiguration");
        if (changed.Count == 0) throw new ServiceErrorException("MissingRequiredParameter", "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        if (changed.TextOrNull("definition") is { } definition) StateMachineRules.CheckDefinition(definition);
        if (changed.TextOrNull("roleArn") is { } role) StateMachineRules.CheckRole(account, role, document.Text("stateMachineArn"));
        foreach (var (name, value) in changed) document[name] = value!.DeepClone();
        return new JsonObject { ["updateDate"] = account.Now };
    }

    // One that is not there is as good as deleted.
    private JsonObject Delete(JsonObject request)
    {
        _machines.Remove(request.Text("stateMachineArn"));
        account.Resources.Remove(request.Text("stateMachineArn"));
        return [];
    }

    private TagSet Tagged(JsonObject request) =>
        _machines.TryGetValue(request.Text("resourceArn"), out var machine) ? machine.Tags : throw new ServiceErrorException("ResourceNotFound", $"Resource not found: '{request.Text("resourceArn")}'");

    private JsonObject Start(JsonObject request)
    {
        var machine = Find(request).Document;
        var (name, input) = (request.TextOrNull("name") ?? account.NewUuid(), request.TextOrNull("input") ?? "{}");
        StateMachineRules.CheckName(name);
        if (!Documents.IsJson(input)) throw new ServiceErrorException("InvalidExecutionInput", "Invalid State Machine Execution Input: the input is no JSON");
        var arn = account.Arn("states", $"execution:{machine.Text("name")}:{name}");
        if (_executions.TryGetValue(arn, out var known))
        {
            // The same start again is no other execution as long as it runs.
            if (!known.Runs || known.Document.Text("input") != input) throw new ServiceErrorException("ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");
            return known.Document.Only("executionArn", "startDate");
        }

        var execution = new DoubleExecution(new JsonObject
        {
            ["executionArn"] = arn,
            ["stateMachineArn"] = machine.Text("stateMachineArn"),
            ["name"] = name,
            ["status"] = "RUNNING",
            ["startDate"] = account.Now,
            ["input"] = input,
        });
        execution.Tell("ExecutionStarted", account.Now, "executionStartedEventDetails", new JsonObject { ["input"] = input, ["roleArn"] = machine.Text("roleArn") });
        _executions[arn] = execution;
        return execution.Document.Only("executionArn", "startDate");
    }

    private DoubleExecution Execution(JsonObject request)
    {
        var arn = request.Text("executionArn");
        return _executions.GetValueOrDefault(arn) ?? throw new ServiceErrorException("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");
    }

    private JsonObject Stop(JsonObject request)
    {
        var execution = Execution(request);
        if (execution.Runs) execution.End("ABORTED", account.Now, null, request.TextOrNull("error"), request.TextOrNull("cause"));
        return execution.Document.Only("stopDate");
    }

    private JsonObject ListExecutions(JsonObject request)
    {
        var machine = Find(request).Document.Text("stateMachineArn");
        var found = _executions.Values.Select(execution => execution.Document).Where(execution => execution.Text("stateMachineArn") == machine
            && (request.TextOrNull("statusFilter") is not { } status || execution.Text("status") == status)).Reverse();
        return Paged(request, "executions", found.Select(execution => execution.Only("executionArn", "stateMachineArn", "name", "status", "startDate", "stopDate")));
    }
}
