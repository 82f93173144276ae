using Amazon.Athena;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Sql.Athena;

/// <summary>Athena with the credentials, the region and the endpoint of the environment, as every AWS tool finds them.</summary>
public sealed class AthenaConnection : IDisposable
{
    private readonly AmazonAthenaClient _client;

    private AthenaConnection(AmazonAthenaClient client, AthenaEngine engine) => (_client, Engine) = (client, engine);

    /// <summary>The engine.</summary>
    public AthenaEngine Engine { get; }

    /// <summary>Opens a client; nothing is sent yet.</summary>
    /// <exception cref="ProblemException">No region or no credentials are configured, or the region has no price.</exception>
    public static AthenaConnection Open(AthenaOptions options, PriceBook prices, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var config = new AmazonAthenaConfig();
        if (config.RegionEndpoint is not { } region)
            throw new ProblemException(new Problem("no AWS region is configured", "Athena", "set AWS_REGION, or `region` in the profile"));
        // An endpoint of the user's own says nothing of the region that a signature names.
        config.AuthenticationRegion = region.SystemName;
        var price = AthenaPrice.Of(prices.For(Region.Parse(region.SystemName, "AWS_REGION")));
        var client = new AmazonAthenaClient(config);
        return new AthenaConnection(client, new AthenaEngine(client, price, options, clock));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
