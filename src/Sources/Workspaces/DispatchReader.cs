using System.Text.RegularExpressions;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Workspaces;

/// <summary>Reads <c>dispatch:</c> of costtool.yaml: an unknown key or a wrong value is an error with its line, and all of them are told together.</summary>
public static partial class DispatchReader
{
    private const int Day = 24 * 3600;
    private static readonly string[] Keys =
    [
        "name", "pools", "budget_usd_per_hour", "poll_seconds", "architecture", "key_prefix", "queue_name_prefix", "management", "authority_file", "lease", "python", "app", "workdir", "grace_seconds", "wake", "service",
    ];

    private static readonly string[] PoolKeys =
        ["name", "queues", "vcpu", "memory_gib", "concurrency", "deadline_seconds", "idle_seconds", "worker_deadline_seconds", "max_workers", "max_deaths", "task_seconds", "every_minutes", "spot"];

    /// <summary>Reads the settings of a workspace file.</summary>
    /// <param name="file">The file, costtool.yaml.</param>
    /// <exception cref="ProblemException">There is no <c>dispatch:</c>, or it is wrong.</exception>
    public static DispatchSettings Read(WorkspaceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Read(YamlText.ReadFile(file.FullPath, file.Path), file.Path);
    }

    /// <summary>Whether a workspace file says what to dispatch, rightly or wrongly.</summary>
    public static bool IsIn(WorkspaceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return YamlText.ReadFile(file.FullPath, file.Path).Entries.Any(entry => entry.Key == "dispatch");
    }

    /// <summary>What the section makes of a deployment; null where there is none.</summary>
    internal static DispatchDeployment? Deployment(YamlMap yaml, string name)
    {
        if (yaml.Entries.All(entry => entry.Key != "dispatch")) return null;
        var broker = yaml.Entries.FirstOrDefault(entry => entry.Key == "celery")?.Value is YamlMap celery ? celery.Entries.FirstOrDefault(entry => entry.Key == "broker")?.Value as YamlScalar : null;
        return DispatchDeployment.Of(Read(yaml, name), broker?.Text);
    }

    internal static DispatchSettings Read(TextReader text, string name) => Read(YamlText.Read(text, name), name);

    private static DispatchSettings Read(YamlMap yaml, string name)
    {
        var entry = yaml.Entries.FirstOrDefault(entry => entry.Key == "dispatch");
        if (entry?.Value is not YamlMap section)
            throw new ProblemException(new Problem("the configuration does not say what to dispatch", entry is null ? name : $"{name}:{entry.Line}", "add `dispatch:` with pools; docs/dispatch.md has an example"));
        List<Problem> problems = [];
        var map = new StrictMap(section, name, problems, Keys);
        var settings = new DispatchSettings
        {
            Name = Matching(map, "name", NameForm(), "write a lower-case letter, then letters, digits and hyphens, 28 at most") ?? "dispatch",
            Pools = [.. map.Maps("pools", PoolKeys)?.Select(pool => Pool(pool, name)).OfType<WorkerPool>() ?? []],
            Budget = map.Number("budget_usd_per_hour", 0, 1_000_000) is { } budget ? new UsdPerHour(budget) : null,
            PollSeconds = map.Count("poll_seconds", 1, 3600) ?? 5,
            Wake = map.Flag("wake") ?? true,
            Service = map.Map("service", "image", "vcpu", "memory_gib", "workspace") is { } service ? Service(service, name) : null,
            Architecture = Architecture(map),
            KeyPrefix = map.Text("key_prefix")?.Text ?? "",
            QueueNamePrefix = map.Text("queue_name_prefix")?.Text ?? "",
            Management = Management(map),
            AuthorityFile = map.Text("authority_file")?.Text,
            Lease = map.Flag("lease") ?? true,
            Python = Matching(map, "python", ProgramForm(), "write the name or path of the interpreter") ?? "python3",
            App = Matching(map, "app", AppForm(), "write it as for `celery -A`, such as shop or shop.celery:app"),
            Workdir = map.Text("workdir")?.Text ?? ".",
            GraceSeconds = map.Count("grace_seconds", 0, 3600) ?? 110,
        };
        if (!map.Has("pools") || (settings.Pools.Count == 0 && problems.Count == 0)) map.RefuseKey("pools", "there is no pool", "add `pools:` with one `- {name: …, queues: […], vcpu: …, memory_gib: …, deadline_seconds: …}` for each");
        foreach (var twice in settings.Pools.GroupBy(pool => pool.Name, StringComparer.Ordinal).Where(group => group.Count() > 1)) map.RefuseKey("pools", $"two pools have the name `{twice.Key}`", "give each its own");
        foreach (var twice in settings.Pools.SelectMany(pool => pool.Queues).GroupBy(queue => queue, StringComparer.Ordinal).Where(group => group.Count() > 1))
            map.RefuseKey("pools", $"the queue `{twice.Key}` stands twice", "keep it in one pool: a message would call workers of both");
        return problems.Count == 0 ? settings : throw new ProblemException(problems);
    }

    private static WorkerPool? Pool(StrictMap map, string file)
    {
        var name = map.Required("name") is { } text ? Matching(map, "name", PoolForm(), "write a lower-case letter, then letters, digits and hyphens, 20 at most") ?? text.Text : "";
        var queues = map.Texts("queues") ?? [];
        if (queues.Count == 0) map.RefuseKey("queues", "the pool has no queue", "add `queues: [celery]`");
        foreach (var queue in queues.Where(queue => !QueueForm().IsMatch(queue.Text))) map.Refuse(queue.Line, "the name of a queue has a comma, a control character, or more than 255 letters", "workers are given their queues as a list with commas; rename it");
        var deadline = map.Required("deadline_seconds") is null ? null : map.Count("deadline_seconds", 1, Day);
        var size = Size(map, file);
        var spot = map.Flag("spot") ?? true;
        var pool = (concurrency: map.Count("concurrency", 1, 256), idle: map.Count("idle_seconds", 1, Day), most: map.Count("worker_deadline_seconds", 60, 7 * Day), workers: map.Count("max_workers", 1, 1000), deaths: map.Count("max_deaths", 1, 1000), task: map.Number("task_seconds", 0.001m, Day), every: map.Count("every_minutes", 1, Day / 60));
        return size is null || deadline is null ? null : new WorkerPool
        {
            Name = name,
            Queues = [.. queues.Select(queue => queue.Text)],
            Size = size,
            Concurrency = pool.concurrency ?? 1,
            DeadlineSeconds = deadline.Value,
            IdleSeconds = pool.idle ?? 30,
            WorkerDeadlineSeconds = pool.most ?? 3600,
            MaxWorkers = pool.workers ?? 20,
            MaxDeaths = pool.deaths ?? 3,
            TaskSeconds = (double?)pool.task,
            EveryMinutes = pool.every,
            Spot = spot,
        };
    }

    // A quarter of a vCPU decides for a hundred queues in well under a second; half a GiB holds the program.
    private static DispatcherService? Service(StrictMap map, string file)
    {
        var image = map.Required("image") is { } text ? Matching(map, "image", ImageForm(), "write the image with its tag or digest, such as 123456789012.dkr.ecr.eu-west-3.amazonaws.com/costtool:1") : null;
        var size = map.Has("vcpu") || map.Has("memory_gib") ? Size(map, file) : FargateSize.Require(VCpu.FromCores(0.25m), MemorySize.FromMebibytes(512), file);
        return image is null || size is null ? null : new DispatcherService { Image = image, Size = size, Workspace = Matching(map, "workspace", FolderForm(), "write the folder in the image, such as /workspace") ?? "/workspace" };
    }

    private static FargateSize? Size(StrictMap map, string file)
    {
        var (asked, text) = (map.Required("vcpu"), map.Required("memory_gib"));
        if (asked is null || text is null) return null;
        if (map.Number("vcpu", 0.25m, 16) is not { } cores || map.Number("memory_gib", 0.5m, 120) is not { } gibibytes) return null;
        try
        {
            return FargateSize.Require(VCpu.FromCores(cores), MemorySize.FromMebibytes(gibibytes * 1024), file);
        }
        catch (ProblemException fault)
        {
            map.Refuse(text.Line, fault.Problems[0].What, fault.Problems[0].Fix);
            return null;
        }
    }

    private static CpuArchitecture Architecture(StrictMap map)
    {
        if (map.Text("architecture") is not { } text || text.Text == "x86_64") return CpuArchitecture.X86_64;
        if (text.Text != "arm64") map.Refuse(text.Line, $"`{text.Text}` is not a value of `architecture`", "write x86_64 or arm64");
        return CpuArchitecture.Arm64;
    }

    // A URL with a password would stand in a file, so it is refused and not quoted.
    private static string? Management(StrictMap map)
    {
        if (map.Text("management") is not { } text) return null;
        if (VariableForm().IsMatch(text.Text) || (Uri.TryCreate(text.Text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)) return text.Text;
        map.Refuse(text.Line, "the value of `management` is not the address of RabbitMQ's management API", "write http://host:15672 without user and password, or env:NAME; user and password are the broker's");
        return null;
    }

    private static string? Matching(StrictMap map, string key, Regex form, string fix)
    {
        if (map.Text(key) is not { } text) return null;
        if (!form.IsMatch(text.Text)) map.Refuse(text.Line, $"`{text.Text}` is not a value of `{key}`", fix);
        return text.Text;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]*(:[0-9]+/[A-Za-z0-9._/-]+)?(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?\z")]
    private static partial Regex ImageForm();

    [GeneratedRegex(@"^/[A-Za-z0-9._/-]*\z")]
    private static partial Regex FolderForm();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,27}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,19}\z")]
    private static partial Regex PoolForm();

    [GeneratedRegex(@"^[^,\p{C}]{1,255}\z")]
    private static partial Regex QueueForm();

    [GeneratedRegex(@"^[A-Za-z0-9_./-]+\z")]
    private static partial Regex ProgramForm();

    [GeneratedRegex(@"^[A-Za-z_][\w.]*(:[A-Za-z_][\w.]*)?\z")]
    private static partial Regex AppForm();

    [GeneratedRegex(@"^env:[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableForm();
}
