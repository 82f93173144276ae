using System.Globalization;
using Amazon.Runtime;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Which credentials there are and from where, whose they are, and how long they last.</summary>
/// <param name="session">Region and credentials.</param>
/// <param name="needed">A command of the user's asks AWS.</param>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="clock">For what is left of a session.</param>
public sealed class CredentialCheck(AwsSession session, bool needed, Func<string, string?> environment, TimeProvider clock) : ICheck
{
    private const int ShownLetters = 4;
    private const string UsualProfile = "default";
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public string Name => "credentials";

    /// <inheritdoc/>
    public bool Needed => needed;

    private string Profile => session.Access.Profile ?? environment("AWS_PROFILE") ?? UsualProfile;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        AWSCredentials? credentials = null;
        ImmutableCredentials keys;
        try
        {
            credentials = session.Credentials;
            keys = await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            var (what, mend) = CredentialSource.Silence(credentials, Profile, Profile != UsualProfile, fault);
            return [Finding.Broken(Name, needed, what, mend)];
        }

        List<Finding> findings = [new(Name, FindingLevel.Ok, $"key {Masked(keys.AccessKey)} from {CredentialSource.Name(credentials, Profile)}{(keys.UseToken ? ", a session" : "")}")];
        if (Expiry(credentials) is { } expiry) findings.Add(Remaining(expiry));
        findings.Add(await AccountAsync(cancellationToken).ConfigureAwait(false));
        return findings;
    }

    private async Task<Finding> AccountAsync(CancellationToken cancellationToken)
    {
        const string name = "account";
        var region = session.Access.Region.SystemName;
        try
        {
            var caller = await session.CallerAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Finding(name, FindingLevel.Ok, $"{caller.Account} as {caller.Arn}, region {region}");
        }
        catch (AmazonServiceException fault) when (Refusal.IsExpiry(fault))
        {
            return Finding.Broken(name, needed, $"the session has expired: {Refusal.Shown(fault)}", $"sign in again: `aws sso login --profile {Profile}`, or fetch new keys");
        }
        catch (AmazonServiceException fault) when (Refusal.IsStranger(fault))
        {
            return Finding.Broken(name, needed, $"AWS does not know these keys: {Refusal.Shown(fault)}", "check key and secret, that the key is active, and the clock");
        }
        catch (AmazonServiceException fault) when (Refusal.IsAbsence(fault))
        {
            return Finding.Broken(name, needed: false, $"the endpoint does not say who the caller is: {Refusal.Shown(fault)}; region {region}", "an emulator without STS will do; AWS itself has it");
        }
        catch (AmazonServiceException fault) when (fault.StatusCode == 0 || fault.InnerException is HttpRequestException)
        {
            return Finding.Broken(name, needed, $"STS does not answer; region {region}", "check the network, a proxy, and AWS_ENDPOINT_URL");
        }
        catch (AmazonServiceException fault)
        {
            return Finding.Broken(name, needed, $"STS refused: {Refusal.Shown(fault)}; region {region}", "look the code up in the documentation of STS");
        }
        catch (Exception fault) when (fault is HttpRequestException or AmazonClientException or IOException or TimeoutException)
        {
            return Finding.Broken(name, needed, $"STS does not answer; region {region}", "check the network, a proxy, and AWS_ENDPOINT_URL");
        }
    }

    private Finding Remaining(DateTime expiry)
    {
        const string name = "session";
        var left = expiry.ToUniversalTime() - clock.GetUtcNow().UtcDateTime;
        var until = expiry.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (left <= TimeSpan.Zero) return Finding.Broken(name, needed, $"expired at {until}", "sign in again");
        var minutes = FormattableString.Invariant($"{Math.Floor(left.TotalMinutes):0} minutes");
        // A session that renews itself ends the command no sooner.
        return left < Short && session.Credentials is not RefreshingAWSCredentials
            ? new Finding(name, FindingLevel.Warning, $"ends in {minutes}, at {until}", "sign in again before a long apply")
            : new Finding(name, FindingLevel.Ok, $"good for {minutes}, until {until}{(session.Credentials is RefreshingAWSCredentials ? "; renewed by itself" : "")}");
    }

    // `aws configure export-credentials` leaves the end of a session in the environment; the SDK does not read it.
    private DateTime? Expiry(AWSCredentials credentials) => credentials switch
    {
        EnvironmentVariablesAWSCredentials => DateTimeOffset.TryParse(environment("AWS_CREDENTIAL_EXPIRATION"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stated) ? stated.UtcDateTime : null,
        _ => credentials.Expiration,
    };

    // The id of a key is no secret, and still none of a log's business.
    private static string Masked(string key) => key.Length > 2 * ShownLetters ? $"{key[..ShownLetters]}…{key[^ShownLetters..]}" : "…";
}
