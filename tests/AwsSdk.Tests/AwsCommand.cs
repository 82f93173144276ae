using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CostTool.AwsSdk.Tests;

/// <summary>The real <c>aws</c> command line against the double: a client that no one here wrote.</summary>
/// <remarks>One process runs all commands: its start is most of what a command takes. It ends with its input, when the tests end.</remarks>
internal static class AwsCommand
{
    private static readonly Lazy<Process> Program = new(Start);
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Its answer; an empty object where it prints nothing.</summary>
    public static async Task<JsonNode> RunAsync(AwsDouble.AwsDouble aws, params IEnumerable<string> words)
    {
        var (code, output, error) = await ExecuteAsync(aws, words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {error}");
        return output.Length == 0 ? new JsonObject() : JsonNode.Parse(output)!;
    }

    /// <summary>What it says of a refusal.</summary>
    public static async Task<string> RefusedAsync(AwsDouble.AwsDouble aws, params IEnumerable<string> words)
    {
        var (code, output, error) = await ExecuteAsync(aws, words);
        Assert.True(code != 0, output);
        return error;
    }

    private static async Task<(int Code, string Output, string Error)> ExecuteAsync(AwsDouble.AwsDouble aws, IEnumerable<string> words)
    {
        var line = new JsonArray([.. words.Concat(["--endpoint-url", aws.Address.ToString().TrimEnd('/'), "--region", aws.Account.Region, "--output", "json"]).Select(word => (JsonNode)word)]);
        await Turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await Program.Value.StandardInput.WriteLineAsync(line.ToJsonString());
            await Program.Value.StandardInput.FlushAsync(CancellationToken.None);
            // Whoever left without the answer would leave it to the next.
            var answer = JsonNode.Parse(await Program.Value.StandardOutput.ReadLineAsync(CancellationToken.None) ?? throw new InvalidOperationException("the command line ended"))!;
            return (answer["code"]!.GetValue<int>(), answer["output"]!.GetValue<string>().Trim(), answer["error"]!.GetValue<string>().Trim());
        }
        finally
        {
            Turn.Release();
        }
    }

    private static Process Start()
    {
        // Debian's own Python: the command line is a package of it.
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "aws_commands.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Nothing of whoever runs the tests.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in new[]
        {
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", ""), ("AWS_MAX_ATTEMPTS", "1"),
            ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
        }) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
