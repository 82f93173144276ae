using CostTool.Cli;

namespace CostTool.EndToEnd.Dispatching;

public sealed class DispatchSettingsTests
{
    private const string Pool = "{name: web, queues: [celery], vcpu: 0.25, memory_gib: 1, deadline_seconds: 60}";

    [Theory]
    [InlineData("dispatch:\n  app: shop\n", "there is no pool")]
    [InlineData("dispatch:\n  app: shop\n  pols: []\n", "`pols`")]
    [InlineData("dispatch:\n  pools:\n    - {name: Web, queues: [celery], vcpu: 0.25, memory_gib: 1, deadline_seconds: 60}\n", "`Web` is not a value of `name`")]
    [InlineData("dispatch:\n  pools:\n    - {name: web, queues: [\"a,b\"], vcpu: 0.25, memory_gib: 1, deadline_seconds: 60}\n", "has a comma")]
    [InlineData("dispatch:\n  pools:\n    - {name: web, queues: [celery], vcpu: 0.25, memory_gib: 3, deadline_seconds: 60}\n", "is not a pair that Fargate sells")]
    [InlineData("dispatch:\n  pools:\n    - {name: web, queues: [celery], vcpu: 0.25, memory_gib: 1}\n", "the key `deadline_seconds` is missing")]
    [InlineData("dispatch:\n  pools:\n    - " + Pool + "\n    - " + Pool + "\n", "two pools have the name `web`")]
    [InlineData("dispatch:\n  management: http://user:s3cret@mq:15672\n  pools:\n    - " + Pool + "\n", "is not the address of RabbitMQ's management API")]
    [InlineData("dispatch:\n  budget_usd_per_hour: -1\n  pools:\n    - " + Pool + "\n", "`-1` is not a value of `budget_usd_per_hour`")]
    [InlineData("name: x\n", "does not say what to dispatch")]
    public async Task A_wrong_setting_is_told_with_its_line_and_without_a_secret(string yaml, string told)
    {
        using var folder = new TemporaryFolder();
        folder.Write("costtool.yaml", "region: eu-west-3\ncelery: {broker: \"redis://127.0.0.1:1/0\"}\n" + yaml);
        var result = await CommandLine.RunAsync("dispatch", folder.Path, "--launcher", "process", "--once");
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("celery: {broker: \"redis://127.0.0.1:1/0\"}\n", "app: shop", "the region is not known, and so no price")]
    [InlineData("region: eu-west-3\ncelery: {broker: \"redis://127.0.0.1:1/0\"}\n", "poll_seconds: 5", "the app of the workers is not said")]
    [InlineData("region: eu-west-3\ncelery: {broker: \"env:COSTTOOL_NO_SUCH_BROKER\"}\n", "app: shop", "the environment variable `COSTTOOL_NO_SUCH_BROKER` is not set")]
    [InlineData("region: eu-west-3\ncelery: {broker: \"redis://127.0.0.1:1/0\"}\n", "{app: shop, workdir: nowhere}", "there is no folder `nowhere`")]
    public async Task What_a_dispatcher_cannot_do_without_is_asked_for_at_the_start(string top, string more, string told)
    {
        using var folder = new TemporaryFolder();
        folder.Write("costtool.yaml", top + "dispatch:\n  pools:\n    - " + Pool + "\n" + string.Concat(more.Trim('{', '}').Split(", ").Select(line => $"  {line}\n")));
        var result = await CommandLine.RunAsync("dispatch", folder.Path, "--launcher", "process", "--once");
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_holds_and_says_so()
    {
        using var folder = new TemporaryFolder();
        folder.Write("costtool.yaml", "region: eu-west-3\ncelery: {broker: \"redis://127.0.0.1:1/0\"}\ndispatch:\n  app: shop\n  lease: false\n  pools:\n    - " + Pool + "\n");
        var result = await CommandLine.RunAsync("dispatch", folder.Path, "--launcher", "process", "--once", "--log", "json");
        Assert.Equal(ExitCode.Done, result.Code);
        Assert.StartsWith("web: unknown waiting, unknown held, 0 running", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"no-answer\"", result.Error, StringComparison.Ordinal);
    }
}
