using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Sts;

/// <summary>STS: who calls.</summary>
public sealed class StsDouble(DoubleAccount account) : IServiceDouble
{
    public string Model => "sts";

    /// <summary>The user that every call comes from.</summary>
    public string CallerName { get; set; } = "operator";

    /// <summary>Name of the role that every call comes from; null: the user.</summary>
    public string? CallerRole { get; set; }

    public string CallerArn => CallerRole is null ? $"arn:aws:iam::{account.AccountId}:user/{CallerName}" : $"arn:aws:sts::{account.AccountId}:assumed-role/{CallerRole}/{CallerName}";

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "GetCallerIdentity" => new JsonObject { ["UserId"] = "AIDAJQABLZS4A3QDU576Q", ["Account"] = account.AccountId, ["Arn"] = CallerArn },
        "AssumeRole" => Assume(request),
        _ => throw new ServiceErrorException("InvalidAction", $"Could not find operation {operation} for version 2011-06-15"),
    };

    private JsonObject Assume(JsonObject request)
    {
        var (arn, session) = (request.Text("RoleArn"), request.Text("RoleSessionName"));
        if (!account.Resources.Look(arn)) throw new ServiceErrorException("AccessDenied", $"User: {CallerArn} is not authorized to perform: sts:AssumeRole on resource: {arn}", 403);
        return new JsonObject
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = "ASIA" + account.NewHex(16).ToUpperInvariant(),
                ["SecretAccessKey"] = account.NewHex(40),
                ["SessionToken"] = account.NewHex(64),
                ["Expiration"] = Math.Floor(account.Now) + (request.Whole("DurationSeconds") ?? 3600),
            },
            ["AssumedRoleUser"] = new JsonObject { ["AssumedRoleId"] = $"AROAEXAMPLE000000000:{session}", ["Arn"] = $"arn:aws:sts::{account.AccountId}:assumed-role/{arn[(arn.LastIndexOf('/') + 1)..]}/{session}" },
        };
    }
}
