using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Sources.Ecs;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Tests.Ecs;

public sealed class EcsReaderTests : IDisposable
{
    private const string Arn = "arn:aws:ecs:eu-west-3:123456789012:task-definition/web:7";
    private readonly string folder = Directory.CreateTempSubdirectory("costtool-ecs-").FullName;

    [Theory]
    [InlineData("\"launchType\":\"FARGATE\"", true)]
    [InlineData("\"launchType\":\"EC2\"", false)]
    [InlineData("\"capacityProviderStrategy\":[{\"capacityProvider\":\"FARGATE_SPOT\",\"weight\":1}]", true)]
    [InlineData("\"capacityProviderStrategy\":[{\"capacityProvider\":\"my-asg\"}]", false)]
    public void A_service_is_joined_with_its_task_definition(string launch, bool onFargate)
    {
        var reading = Read(
            $$"""{"services":[{"serviceName":"web","clusterArn":"arn:aws:ecs:eu-west-3:123456789012:cluster/prod","desiredCount":3,"taskDefinition":"{{Arn}}",{{launch}}}]}""",
            $$"""{"taskDefinition":{"taskDefinitionArn":"{{Arn}}","family":"web","revision":7,"cpu":"512","memory":"1024","containerDefinitions":[{"name":"app","cpu":256,"memory":1024,"memoryReservation":512},{"name":"log","cpu":0,"memory":128}] } }""");
        var service = Assert.Single(reading.Services);
        Assert.Equal(("prod/web", 3, onFargate), (service.Workload, service.Replicas, service.OnFargate));
        Assert.Equal((VCpu.FromMillicores(500), MemorySize.FromMebibytes(1024)), (service.Cpu!.Value, service.Memory!.Value));
        Assert.Equal([("app", 512m, 1024m), ("log", 128m, 128m)], service.Containers.Select(container => (container.Name, container.MemoryRequest!.Value.Mebibytes, container.MemoryLimit!.Value.Mebibytes)));
        Assert.Null(service.Containers[1].CpuRequest);
        Assert.Equal(["prod/web", "web"], reading.Definitions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_service_whose_definition_is_not_there_is_left_out_and_the_newest_revision_stands_for_the_family()
    {
        var reading = Read(
            """{"services":[{"serviceName":"web","taskDefinition":"arn:other"}]}""",
            """{"taskDefinition":{"taskDefinitionArn":"a:10","family":"web","revision":10,"cpu":"1024"}}""",
            """{"taskDefinition":{"taskDefinitionArn":"a:9","family":"web","revision":9,"cpu":"512"}}""");
        Assert.Empty(reading.Services);
        Assert.Equal("1024", reading.Definitions["web"].GetProperty("cpu").GetString());
    }

    [Theory]
    [InlineData("[]", "does not hold a JSON object")]
    [InlineData("{\n\"services\": [", "is not JSON from line 2 on")]
    [InlineData("", "is not JSON from line 1 on")]
    public void What_is_no_answer_of_ECS_is_refused(string text, string what) =>
        Assert.Equal($"`ecs/0.json` {what}", Assert.Single(Assert.Throws<ProblemException>(() => Read(text)).Problems).What);

    [Fact]
    public void Members_of_wrong_types_are_not_taken_for_sizes()
    {
        var reading = Read(
            $$"""{"services":[{"serviceName":"web","desiredCount":-5,"taskDefinition":"{{Arn}}"},7,{"serviceName":4}]}""",
            $$"""{"taskDefinition":{"taskDefinitionArn":"{{Arn}}","cpu":"half","memory":-1,"containerDefinitions":[3,{"name":""},{"name":"app","memory":1e99}] } }""");
        var service = Assert.Single(reading.Services);
        Assert.Equal(("default/web", 0, (VCpu?)null, (MemorySize?)null), (service.Workload, service.Replicas, service.Cpu, service.Memory));
        Assert.Null(Assert.Single(service.Containers).MemoryLimit);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private EcsReading Read(params string[] texts) => EcsReader.Read([.. texts.Select((text, index) =>
    {
        var path = Path.Combine(folder, $"{index}.json");
        File.WriteAllText(path, text);
        return new WorkspaceFile($"ecs/{index}.json", path);
    })], CancellationToken.None);
}
