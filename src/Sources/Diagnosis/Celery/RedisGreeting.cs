using System.Globalization;
using System.Text;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Diagnosis.Celery;

/// <summary>AUTH where the URL has a password, and PING.</summary>
/// <remarks>https://redis.io/docs/latest/develop/reference/protocol-spec/: commands are arrays of bulk strings, answers one line.</remarks>
internal static class RedisGreeting
{
    private const int LongestLine = 512;

    public static async Task<Finding> SayAsync(string check, BrokerUrl url, Stream stream, CancellationToken cancellationToken)
    {
        if (url.Password is { } password)
        {
            var answer = await AskAsync(stream, url.User is { } user ? ["AUTH", user, password] : ["AUTH", password], cancellationToken).ConfigureAwait(false);
            // "ERR Client sent AUTH, but no password is set" in old releases, "ERR AUTH <password> called without any password configured" in new ones.
            if (answer.StartsWith("-ERR", StringComparison.Ordinal) && answer.Contains("password", StringComparison.OrdinalIgnoreCase) && !answer.Contains("invalid", StringComparison.OrdinalIgnoreCase))
                return new Finding(check, FindingLevel.Warning, $"{url}: Redis answers, and asks for no password, though the URL has one", "check that it is the right server; a Redis without a password is open to its whole network");
            if (answer[0] == '-') return new Finding(check, FindingLevel.Failed, $"{url}: Redis refuses the password ({Code(answer)})", "mend user and password of the URL");
        }

        var pong = await AskAsync(stream, ["PING"], cancellationToken).ConfigureAwait(false);
        return Code(pong) switch
        {
            "+PONG" => new Finding(check, FindingLevel.Ok, $"{url}: Redis answers{(url.Password is null ? "" : ", and takes the password")}"),
            "-NOAUTH" => new Finding(check, FindingLevel.Failed, $"{url}: Redis asks for a password, and the URL has none", "write redis://:PASSWORD@host into the environment, and `env:NAME` into costtool.yaml"),
            "-NOPERM" => new Finding(check, FindingLevel.Ok, $"{url}: Redis answers; its user may not PING"),
            "-LOADING" => new Finding(check, FindingLevel.Warning, $"{url}: Redis is loading its data", "wait, and ask again"),
            "-DENIED" => new Finding(check, FindingLevel.Failed, $"{url}: Redis is in protected mode, and answers its own machine only", "set a password, or ask from its machine"),
            _ => new Finding(check, FindingLevel.Failed, $"{url}: what answers is no Redis", "check host and port of the URL"),
        };
    }

    // The first word of an answer; the rest may quote what was sent.
    private static string Code(string answer) => answer.Split(' ', 2)[0];

    private static async Task<string> AskAsync(Stream stream, string[] words, CancellationToken cancellationToken)
    {
        var command = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (var word in words) command.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command.ToString()), cancellationToken).ConfigureAwait(false);
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < LongestLine)
        {
            await stream.ReadExactlyAsync(one, cancellationToken).ConfigureAwait(false);
            if (one[0] == (byte)'\n') break;
            line.Add(one[0]);
        }

        var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
        return text.Length == 0 ? " " : text;
    }
}
