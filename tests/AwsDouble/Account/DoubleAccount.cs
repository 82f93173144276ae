using System.Globalization;
using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Account;

/// <summary>The account that the services share; through it they find each other.</summary>
public sealed class DoubleAccount
{
    private readonly Dictionary<string, IServiceDouble> _services = new(StringComparer.Ordinal);
    private long _ids;

    public DoubleAccount(string region, TimeProvider clock)
    {
        (Region, Clock) = (region, clock);
        Resources = new ResourceRegister(clock);
    }

    public string AccountId { get; } = "123456789012";

    public string Region { get; }

    public TimeProvider Clock { get; }

    /// <summary>Where the double listens; addresses that services give out begin with it.</summary>
    public Uri Endpoint { get; internal set; } = new("https://amazonaws.com/");

    /// <summary>What exists, by ARN, and whether other services see it yet.</summary>
    public ResourceRegister Resources { get; }

    public IEnumerable<IServiceDouble> Services => _services.Values;

    /// <summary>Now, in seconds since 1970 with three decimals, as services keep instants.</summary>
    public double Now => Clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Registers a service.</summary>
    public T Add<T>(T service)
        where T : IServiceDouble
    {
        _services.Add(service.Model, service);
        return service;
    }

    /// <summary>Another service of the account.</summary>
    public T Service<T>()
        where T : IServiceDouble => _services.Values.OfType<T>().Single();

    /// <summary>One service calls another, as Scheduler runs a task of ECS. The call is not validated and not recorded.</summary>
    /// <exception cref="ServiceErrorException">The other service refuses.</exception>
    public JsonObject Call(string model, string operation, JsonObject request) =>
        Plain(_services[model].Handle(operation, Plain(request)));

    public string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{AccountId}:{resource}";

    /// <summary>A new id: equal runs give equal ids.</summary>
    public string NewUuid() => $"00000000-0000-4000-8000-{(++_ids).ToString("x12", CultureInfo.InvariantCulture)}";

    /// <summary>A new id of lower-case hexadecimal digits.</summary>
    public string NewHex(int digits) => (++_ids).ToString($"x{digits.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    /// <summary>A copy as if it had come over the wire: any kind of number reads as any other that holds it.</summary>
    internal static JsonObject Plain(JsonObject value) => JsonNode.Parse(value.ToJsonString())!.AsObject();
}
