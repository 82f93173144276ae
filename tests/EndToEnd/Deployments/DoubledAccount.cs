using System.Text.Json.Nodes;

namespace CostTool.EndToEnd.Deployments;

/// <summary>A double of an account with what the sample's deployment finds there: network, cluster, the app's role.</summary>
internal static class DoubledAccount
{
    public static async Task<AwsDouble.AwsDouble> StartAsync(string region)
    {
        var aws = await AwsDouble.AwsDouble.StartAsync(region, TimeProvider.System, TestContext.Current.CancellationToken);
        aws.Arrange(() =>
        {
            aws.Ec2.AddNetwork("vpc-1", 2, 250, "nat-1", "s3");
            foreach (var (id, zone) in (ReadOnlySpan<(string, string)>)[("subnet-0a11ce0000000001", "a"), ("subnet-0a11ce0000000002", "b")])
                aws.Ec2.Add("Subnets", new JsonObject { ["SubnetId"] = id, ["VpcId"] = "vpc-1", ["AvailabilityZone"] = region + zone, ["AvailableIpAddressCount"] = 250, ["State"] = "available" });
            aws.Ec2.Add("SecurityGroups", new JsonObject { ["GroupId"] = "sg-0a11ce0000000003", ["GroupName"] = "atelier", ["Description"] = "atelier", ["VpcId"] = "vpc-1" });
            aws.Account.Call("ecs", "CreateCluster", new JsonObject { ["clusterName"] = "atelier", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") });
            aws.Account.Call("iam", "CreateRole", new JsonObject
            {
                ["RoleName"] = "atelier-app",
                ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
            });
        });
        return aws;
    }

    /// <summary>A schedule command as a process that has this account.</summary>
    public static Task<CommandResult> ScheduleAsync(this AwsDouble.AwsDouble aws, string command, string workspace, params string[] options) =>
        aws.RunAsync(["schedule", command, workspace, .. options, "--region", aws.Account.Region]);

    /// <summary>A command as a process that has this account.</summary>
    public static Task<CommandResult> RunAsync(this AwsDouble.AwsDouble aws, params string[] words) => OwnProcess.RunAsync(aws.Environment(), words);

    /// <summary>Variables that lead to this account.</summary>
    public static Dictionary<string, string> Environment(this AwsDouble.AwsDouble aws) =>
        new() { ["AWS_ENDPOINT_URL"] = aws.Address.ToString(), ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "planted-secret" };
}
