using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Tests.Workspaces;

public sealed class DeploymentReaderTests
{
    private const string Least = """
        deploy:
          name: shop
          app: shop
          cluster: production
          image: shop:1
          subnets: [subnet-0a0a0a0a, subnet-0b0b0b0b]
          security_groups: sg-0c0c0c0c
        """;

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var settings = Read(Least);
        Assert.Equal(("shop", "shop", "production", "shop:1"), (settings.Name, settings.App, settings.Cluster, settings.Image));
        Assert.Equal(["sg-0c0c0c0c"], settings.SecurityGroups);
        Assert.Equal((CpuArchitecture.X86_64, ExecutionMode.Fallback, 30, 20, "python"), (settings.Architecture, settings.Mode, settings.LogRetentionDays, settings.EphemeralGib, settings.Python));
        Assert.Null(settings.HardLimitSeconds);
        Assert.Empty(settings.Tasks);
    }

    [Fact]
    public void Everything_that_is_stated_is_read()
    {
        var settings = Read(Least + """

              architecture: arm64
              python: /venv/bin/python3
              log_retention_days: 90
              environment: {DJANGO_SETTINGS_MODULE: shop.settings}
              secrets: {DATABASE_URL: "arn:aws:secretsmanager:eu-west-3:123456789012:secret:db-Ab12Cd:url::", BROKER: "arn:aws:ssm:eu-west-3:123456789012:parameter/shop/broker"}
              task_role: arn:aws:iam::123456789012:role/team/shop
              mode: direct
              hard_limit_seconds: 900
              ephemeral_gib: 40
              notify: ops@example.com
              queues: [reports]
              tasks:
                - {task: "reports.*", idempotent: true, hard_limit_seconds: 60}
                - {queue: thumbnails, image: "thumbs@sha256:0000000000000000000000000000000000000000000000000000000000000000", mode: fallback}
            """);
        Assert.Equal((CpuArchitecture.Arm64, "/venv/bin/python3", 90, 40, 900), (settings.Architecture, settings.Python, settings.LogRetentionDays, settings.EphemeralGib, settings.HardLimitSeconds));
        Assert.Equal(["BROKER", "DATABASE_URL"], settings.Secrets.Keys);
        Assert.Equal("shop.settings", settings.Environment["DJANGO_SETTINGS_MODULE"]);
        Assert.Equal((ExecutionMode.Direct, "ops@example.com", "arn:aws:iam::123456789012:role/team/shop"), (settings.Mode, settings.Notify, settings.TaskRole));
        Assert.Equal(["reports"], settings.Queues);
        Assert.Equal(new TaskRule { Task = new WorkloadPattern("reports.*"), Idempotent = true, HardLimitSeconds = 60 }, settings.Tasks[0]);
        Assert.Equal(("thumbnails", ExecutionMode.Fallback), (settings.Tasks[1].Queue, settings.Tasks[1].Mode!.Value));
    }

    [Theory]
    [InlineData("nam: x", "`nam` is not a key here")]
    [InlineData("mode: spot", "`spot` is not a value of `mode`")]
    [InlineData("log_retention_days: 31", "`31` is not a retention that CloudWatch Logs knows")] // 30 is
    [InlineData("ephemeral_gib: 201", "`201` is not a value of `ephemeral_gib`")]
    [InlineData("hard_limit_seconds: 0", "`0` is not a value of `hard_limit_seconds`")]
    [InlineData("task_role: shop", "`shop` is not a value of `task_role`")]
    [InlineData("notify: ops", "`ops` is not a value of `notify`")]
    [InlineData("architecture: amd64", "`amd64` is not a value of `architecture`")]
    [InlineData("environment: [A]", "the value of `environment` is not a mapping")]
    [InlineData("environment: {1A: x}", "`1A` is not the name of a variable")]
    [InlineData("environment: {DB_PASSWORD: x}", "`DB_PASSWORD` looks like a secret")]
    [InlineData("tasks: [{idempotent: true}]", "the rule does not say what it is for")]
    [InlineData("tasks: [{task: a, image: \"a b\"}]", "`a b` is not a value of `image`")]
    public void A_wrong_value_is_quoted_with_its_line(string line, string what)
    {
        var problem = Assert.Throws<ProblemException>(() => Read($"{Least}\n  {line}")).Problems.Single();
        Assert.StartsWith(what, problem.What, StringComparison.Ordinal);
        Assert.Equal("costtool.yaml:8", problem.Where);
        Assert.NotEmpty(problem.Fix);
    }

    [Theory]
    [InlineData("environment: {BROKER: \"redis://:hunter2@redis/0\"}")]
    [InlineData("secrets: {DATABASE_URL: \"postgres://app:hunter2@db/app\"}")]
    [InlineData("secrets: {DATABASE_URL: hunter2}")]
    public void A_secret_in_the_file_is_refused_and_not_repeated(string line) =>
        Assert.DoesNotContain("hunter2", Assert.Throws<ProblemException>(() => Read($"{Least}\n  {line}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)] // 28
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)] // 29
    [InlineData("Shop", false)]
    [InlineData("1shop", false)]
    [InlineData("shop_eu", false)]
    [InlineData("shop-eu-2", true)]
    public void A_name_is_short_and_plain(string name, bool good)
    {
        var text = Least.Replace("name: shop", $"name: {name}", StringComparison.Ordinal);
        if (good) Assert.Equal(name, Read(text).Name);
        else Assert.Throws<ProblemException>(() => Read(text));
    }

    [Fact]
    public void All_faults_are_told_together()
    {
        var problems = Assert.Throws<ProblemException>(() => Read("deploy: {app: shop, subnets: [vpc-1]}")).Problems;
        Assert.Equal(
            ["the key `name` is missing", "the key `cluster` is missing", "the key `image` is missing", "`vpc-1` is not a value of `subnets`", "the key `security_groups` is missing"],
            problems.Select(problem => problem.What));
    }

    [Theory]
    [InlineData("name: shop", "costtool.yaml")]
    [InlineData("name: shop\ndeploy: yes", "costtool.yaml:2")]
    public void Without_a_section_the_reader_is_told_what_to_add(string text, string where)
    {
        var problem = Assert.Throws<ProblemException>(() => Read(text)).Problems.Single();
        Assert.Equal(where, problem.Where);
        Assert.Contains("`deploy:`", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_address_does_not_go_with_the_mode_direct()
    {
        Assert.True(Read(Least + "\n  assign_public_ip: true").AssignPublicIp);
        Assert.Contains("public address", Assert.Throws<ProblemException>(() => Read(Least + "\n  assign_public_ip: true\n  mode: direct")).Message, StringComparison.Ordinal);
    }

    private static DeploymentSettings Read(string text) => DeploymentReader.Read(new StringReader(text), "costtool.yaml");
}
