using System.Net.Http.Headers;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Prometheus;

/// <summary>Who asks. Read from the environment or from files, never from arguments, and never printed.</summary>
public sealed class PrometheusCredentials
{
    /// <summary>Variable with a bearer token.</summary>
    public const string TokenVariable = "COSTTOOL_PROMETHEUS_TOKEN";

    /// <summary>Variable with the user of basic authentication.</summary>
    public const string UserVariable = "COSTTOOL_PROMETHEUS_USER";

    /// <summary>Variable with the password of basic authentication.</summary>
    public const string PasswordVariable = "COSTTOOL_PROMETHEUS_PASSWORD";

    private PrometheusCredentials(AuthenticationHeaderValue? header) => Header = header;

    internal AuthenticationHeaderValue? Header { get; }

    /// <summary>Reads the credentials; none where nothing is set.</summary>
    /// <param name="environment">The value of a variable.</param>
    /// <param name="tokenFile">File with a bearer token, read in place of the variable.</param>
    /// <param name="passwordFile">File with the password, read in place of the variable.</param>
    /// <exception cref="ProblemException">A file cannot be read, a value cannot be sent in a header, or there are two kinds.</exception>
    public static PrometheusCredentials Read(Func<string, string?> environment, string? tokenFile, string? passwordFile)
    {
        var token = tokenFile is null ? environment(TokenVariable) : FromFile(tokenFile);
        var user = environment(UserVariable);
        var password = passwordFile is null ? environment(PasswordVariable) : FromFile(passwordFile);
        if (!string.IsNullOrEmpty(token) && !string.IsNullOrEmpty(user))
            throw new ProblemException(new Problem("there are a bearer token and a user", $"{TokenVariable}, {UserVariable}", "set one of them"));
        if (!string.IsNullOrEmpty(token))
        {
            Require(token, tokenFile ?? TokenVariable);
            return new PrometheusCredentials(new AuthenticationHeaderValue("Bearer", token));
        }

        if (string.IsNullOrEmpty(user)) return new PrometheusCredentials(null);
        if (password is null) throw new ProblemException(new Problem("there is a user without a password", UserVariable, $"set {PasswordVariable} or give --password-file"));
        Require(user, UserVariable);
        return new PrometheusCredentials(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));
    }

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => Header is null ? "no credentials" : $"{Header.Scheme} credentials";

    private static string FromFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file of credentials cannot be read", path, "check the path and its permissions"));
        }
    }

    private static void Require(string secret, string where)
    {
        if (secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ProblemException(new Problem("the value holds a space, a line end or a letter that no header may hold", where, "store the bare value, without quotes and on one line"));
    }
}
