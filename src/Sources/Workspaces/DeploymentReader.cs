using System.Text.RegularExpressions;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Workspaces;

/// <summary>Reads <c>deploy:</c> of costtool.yaml: an unknown key or a wrong value is an error with its line, and all of them are told together.</summary>
public static partial class DeploymentReader
{
    private const string ConfigurationName = "costtool.yaml";

    // CloudWatch Logs takes these and no others.
    private static readonly int[] Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
    private const int MostSubnets = 16;
    private const int MostSecurityGroups = 5;
    private const int MostSeconds = 7 * 24 * 3600;

    /// <summary>Reads the settings of a workspace file.</summary>
    /// <param name="file">The file, costtool.yaml.</param>
    /// <exception cref="ProblemException">There is no <c>deploy:</c>, or it is wrong.</exception>
    public static DeploymentSettings Read(WorkspaceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Read(YamlText.ReadFile(file.FullPath, file.Path), file.Path);
    }

    /// <summary>Whether a workspace file says where to deploy, rightly or wrongly.</summary>
    public static bool IsIn(WorkspaceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return YamlText.ReadFile(file.FullPath, file.Path).Entries.Any(entry => entry.Key == "deploy");
    }

    /// <summary>Reads no more than where a deployment is: a name and a region, also from a workspace whose inputs are gone.</summary>
    /// <param name="folder">The workspace.</param>
    /// <exception cref="ProblemException">There is no costtool.yaml, or no name in it.</exception>
    public static (string Name, string? Region) PlaceOf(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder, ConfigurationName);
        if (!File.Exists(path)) throw new ProblemException(new Problem("there is no costtool.yaml that names the deployment", folder, "write one with `deploy: {name: NAME}`"));
        var yaml = YamlText.ReadFile(path, ConfigurationName);
        var name = (Entry(yaml, "deploy") as YamlMap) is { } section ? (Entry(section, "name") as YamlScalar)?.Text : null;
        return name is not null && NameForm().IsMatch(name)
            ? (name, (Entry(yaml, "region") as YamlScalar)?.Text)
            : throw new ProblemException(new Problem("the configuration does not name the deployment", ConfigurationName, "add `deploy: {name: NAME}`, as it was when it was applied"));

        static YamlNode? Entry(YamlMap map, string key) => map.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
    }

    internal static DeploymentSettings Read(TextReader text, string name) => Read(YamlText.Read(text, name), name);

    private static DeploymentSettings Read(YamlMap yaml, string name)
    {
        var entry = yaml.Entries.FirstOrDefault(entry => entry.Key == "deploy");
        if (entry?.Value is not YamlMap section)
            throw new ProblemException(new Problem("the configuration does not say where to deploy", entry is null ? name : $"{name}:{entry.Line}", "add `deploy:` with app, cluster, image, subnets and security_groups; docs/deployment.md has an example"));
        List<Problem> problems = [];
        var map = new StrictMap(section, name, problems,
            "name", "app", "cluster", "image", "architecture", "python", "subnets", "security_groups", "assign_public_ip", "log_retention_days", "secrets", "environment",
            "task_role", "mode", "hard_limit_seconds", "ephemeral_gib", "notify", "queues", "tasks");
        var settings = new DeploymentSettings
        {
            Name = Matching(map, "name", map.Required("name"), NameForm(), $"write a lower-case letter, then letters, digits and hyphens, {DeploymentSettings.LongestName} at most") ?? "",
            App = Matching(map, "app", map.Required("app"), AppForm(), "write it as for `celery -A`, such as shop or shop.celery:app") ?? "",
            Cluster = Matching(map, "cluster", map.Required("cluster"), ClusterForm(), "write the name of the cluster, not its ARN") ?? "",
            Image = Image(map, map.Required("image")) ?? "",
            Architecture = Choice(map, "architecture", ("x86_64", CpuArchitecture.X86_64), ("arm64", CpuArchitecture.Arm64)) ?? CpuArchitecture.X86_64,
            Python = Matching(map, "python", map.Text("python"), ProgramForm(), "write the name or path of the interpreter") ?? "python",
            Subnets = Ids(map, "subnets", SubnetForm(), "subnet-0123456789abcdef0", MostSubnets),
            SecurityGroups = Ids(map, "security_groups", GroupForm(), "sg-0123456789abcdef0", MostSecurityGroups),
            AssignPublicIp = map.Flag("assign_public_ip") ?? false,
            LogRetentionDays = Retention(map),
            Secrets = Secrets(map),
            Environment = Environment(map),
            TaskRole = Matching(map, "task_role", map.Text("task_role"), RoleForm(), "write the ARN of a role: arn:aws:iam::123456789012:role/name"),
            Mode = Mode(map) ?? ExecutionMode.Fallback,
            HardLimitSeconds = map.Count("hard_limit_seconds", 1, MostSeconds),
            EphemeralGib = map.Count("ephemeral_gib", 20, 200) ?? 20,
            Notify = Matching(map, "notify", map.Text("notify"), AddressForm(), "write an e-mail address"),
            Queues = [.. map.Texts("queues")?.Select(queue => queue.Text) ?? []],
            Tasks = [.. map.Maps("tasks", "task", "queue", "image", "mode", "idempotent", "hard_limit_seconds")?.Select(Rule) ?? []],
        };
        foreach (var variable in settings.Secrets.Keys.Intersect(settings.Environment.Keys, StringComparer.Ordinal))
            map.RefuseKey("environment", $"`{variable}` stands in `secrets` and in `environment`", "keep one of them");
        if (settings.AssignPublicIp && (settings.Mode is ExecutionMode.Direct || settings.Tasks.Any(rule => rule.Mode is ExecutionMode.Direct)))
            map.RefuseKey("assign_public_ip", "`assign_public_ip` does not go with the mode direct: EventBridge Scheduler gives no public address to tasks on Spot", "use private subnets, or the mode fallback");
        return problems.Count == 0 ? settings with { Dispatch = DispatchReader.Deployment(yaml, name) } : throw new ProblemException(problems);
    }

    private static TaskRule Rule(StrictMap map)
    {
        var rule = new TaskRule
        {
            Task = map.Text("task") is { } task ? new WorkloadPattern(task.Text) : null,
            Queue = map.Text("queue")?.Text,
            Image = Image(map, map.Text("image")),
            Mode = Mode(map),
            Idempotent = map.Flag("idempotent"),
            HardLimitSeconds = map.Count("hard_limit_seconds", 1, MostSeconds),
        };
        if (rule.Task is null && rule.Queue is null) map.RefuseKey("task", "the rule does not say what it is for", "add `task: reports.*` or `queue: reports`; what is for all stands directly under `deploy:`");
        return rule;
    }

    private static ExecutionMode? Mode(StrictMap map) => Choice(map, "mode", ("fallback", ExecutionMode.Fallback), ("direct", ExecutionMode.Direct));

    private static string? Image(StrictMap map, YamlScalar? text) => Matching(map, "image", text, ImageForm(), "write the image with its tag or digest, such as 123456789012.dkr.ecr.eu-west-3.amazonaws.com/shop:1.4");

    private static int Retention(StrictMap map)
    {
        if (map.Count("log_retention_days", 1, Retentions[^1]) is not { } days) return 30;
        if (!Retentions.Contains(days)) map.RefuseKey("log_retention_days", $"`{days}` is not a retention that CloudWatch Logs knows", $"write one of {string.Join(", ", Retentions)}");
        return days;
    }

    private static SortedDictionary<string, string> Secrets(StrictMap map)
    {
        var secrets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (variable, value) in Variables(map, "secrets"))
        {
            // What was meant to be a reference may be the secret itself, so it is not quoted.
            if (!SecretForm().IsMatch(value.Text)) map.Refuse(value.Line, $"the value of `{variable}` is not the ARN of a secret", "write arn:aws:secretsmanager:…:secret:name-Ab12Cd, with :key:: for one member, or arn:aws:ssm:…:parameter/name; the secret itself never stands in a file");
            else secrets[variable] = value.Text;
        }

        return secrets;
    }

    private static SortedDictionary<string, string> Environment(StrictMap map)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (variable, value) in Variables(map, "environment"))
        {
            if (SecretLook.IsSecret(variable, value.Text)) map.Refuse(value.Line, $"`{variable}` looks like a secret, which everyone who may describe a task could read", "store it in Secrets Manager or as an SSM parameter, and give its ARN under `secrets`");
            else environment[variable] = value.Text;
        }

        return environment;
    }

    private static IEnumerable<(string Variable, YamlScalar Value)> Variables(StrictMap map, string key)
    {
        var node = map.Node(key);
        if (node is null) yield break;
        if (node is not YamlMap variables)
        {
            map.Refuse(node.Line, $"the value of `{key}` is not a mapping", "write `VARIABLE: value` lines under it");
            yield break;
        }

        foreach (var entry in variables.Entries)
        {
            if (!VariableForm().IsMatch(entry.Key)) map.Refuse(entry.Line, $"`{entry.Key}` is not the name of a variable", "write letters, digits and underscores");
            else if (entry.Value is YamlScalar value) yield return (entry.Key, value);
            else map.Refuse(entry.Line, $"the value of `{entry.Key}` is not a text", "write one value on the line of the key");
        }
    }

    private static List<string> Ids(StrictMap map, string key, Regex form, string example, int most)
    {
        if (!map.Has(key)) map.RefuseKey(key, $"the key `{key}` is missing", $"add `{key}: [{example}]`");
        var texts = map.Texts(key) ?? [];
        foreach (var text in texts.Where(text => !form.IsMatch(text.Text))) map.Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", $"write ids such as {example}");
        if (map.Has(key) && (texts.Count == 0 || texts.Count > most)) map.RefuseKey(key, $"`{key}` has {texts.Count} values", $"write 1 to {most}");
        return [.. texts.Select(text => text.Text).Distinct(StringComparer.Ordinal)];
    }

    private static T? Choice<T>(StrictMap map, string key, params IReadOnlyList<(string Text, T Value)> known) where T : struct
    {
        if (map.Text(key) is not { } text) return null;
        foreach (var (word, value) in known) if (word == text.Text) return value;
        map.Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", $"write {string.Join(" or ", known.Select(pair => pair.Text))}");
        return null;
    }

    private static string? Matching(StrictMap map, string key, YamlScalar? text, Regex form, string fix)
    {
        if (text is null) return null;
        if (!form.IsMatch(text.Text)) map.Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", fix);
        return text.Text;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,27}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[A-Za-z_][\w.]*(:[A-Za-z_][\w.]*)?\z")]
    private static partial Regex AppForm();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,254}\z")]
    private static partial Regex ClusterForm();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]*(:[0-9]+/[A-Za-z0-9._/-]+)?(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?\z")]
    private static partial Regex ImageForm();

    [GeneratedRegex(@"^[A-Za-z0-9_./-]+\z")]
    private static partial Regex ProgramForm();

    [GeneratedRegex(@"^subnet-[0-9a-f]{8,17}\z")]
    private static partial Regex SubnetForm();

    [GeneratedRegex(@"^sg-[0-9a-f]{8,17}\z")]
    private static partial Regex GroupForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+\z")]
    private static partial Regex RoleForm();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+\z")]
    private static partial Regex AddressForm();

    [GeneratedRegex(@"^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+(:[^:]*){0,3}|ssm:[a-z0-9-]+:\d{12}:parameter/[\w./-]+)\z")]
    private static partial Regex SecretForm();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableForm();
}
