using System.Text.RegularExpressions;

namespace CostTool.Scheduler.Deployment;

/// <summary>Tells values that look like secrets, so that they are neither put into an account in clear text nor shown when somebody else did.</summary>
public static partial class SecretLook
{
    /// <summary>A variable looks like a secret, by its name or by credentials in its value.</summary>
    public static bool IsSecret(string variable, string value) => Name().IsMatch(variable) || Credentials().IsMatch(value);

    /// <summary>The text without user and password of the URLs in it.</summary>
    public static string WithoutCredentials(string text) => Credentials().Replace(text, "://***@");

    [GeneratedRegex(@"(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY|API_KEY|ACCESS_KEY)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"://[^/\s:@]*:[^/\s@]+@")]
    private static partial Regex Credentials();
}
