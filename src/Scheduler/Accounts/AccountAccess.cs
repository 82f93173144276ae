using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Accounts;

/// <summary>Region, profile and endpoints by which an account is reached: found as every AWS tool finds them, unless said.</summary>
public sealed partial record AccountAccess
{
    private AccountAccess(RegionEndpoint region, string? profile) => (Region, Profile) = (region, profile);

    /// <summary>The region.</summary>
    public RegionEndpoint Region { get; }

    /// <summary>Profile of the shared configuration; null for the default chain.</summary>
    public string? Profile { get; }

    /// <summary>Finds the region: as given, else from the environment or the profile. Nothing is sent.</summary>
    /// <param name="region">As given on the command line or in the workspace; null where neither says.</param>
    /// <param name="profile">Profile; null for the default chain.</param>
    /// <exception cref="ProblemException">No region is configured, or the name is none.</exception>
    public static AccountAccess Of(string? region, string? profile)
    {
        if (region is not null)
        {
            // A region younger than the SDK is still a region; a name of another form is a mistake.
            if (!RegionName().IsMatch(region)) throw new ProblemException(new Problem($"`{region}` is not a region", "--region", "write it like eu-west-3"));
            return new AccountAccess(RegionEndpoint.GetBySystemName(region), profile);
        }

        return new AccountAccess(
            FallbackRegionFactory.GetRegionEndpoint() ?? throw new ProblemException(new Problem("no AWS region is configured", "AWS", "set `region` in costtool.yaml, AWS_REGION, or `region` in the profile")),
            profile);
    }

    /// <summary>Puts region and profile into a client's settings.</summary>
    public T Configure<T>(T config)
        where T : ClientConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        config.RegionEndpoint = Region;
        // An endpoint of the user's own says nothing of the region that a signature names.
        config.AuthenticationRegion = Region.SystemName;
        if (Profile is not null) config.Profile = new Profile(Profile);
        return config;
    }

    [GeneratedRegex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$")]
    private static partial Regex RegionName();
}
