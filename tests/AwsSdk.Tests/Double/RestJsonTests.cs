using CostTool.AwsDouble;
using CostTool.AwsDouble.Models;
using CostTool.AwsDouble.Protocols;
using Microsoft.AspNetCore.Http;

namespace CostTool.AwsSdk.Tests.Double;

/// <summary>Verbs, paths and queries of a service that has them: Scheduler.</summary>
public sealed class RestJsonTests
{
    private static readonly ServiceModel Model = ServiceModel.Of("scheduler");

    [Theory]
    [InlineData("GET", "/schedules/nightly", "GetSchedule")]
    [InlineData("DELETE", "/schedules/nightly", "DeleteSchedule")]
    [InlineData("GET", "/schedules", "ListSchedules")]
    [InlineData("POST", "/schedule-groups/shop", "CreateScheduleGroup")]
    [InlineData("GET", "/tags/arn%3Aaws%3Ascheduler%3Aus-east-1%3A123456789012%3Aschedule-group%2Fshop", "ListTagsForResource")]
    [InlineData("GET", "/tags/arn:aws:scheduler:us-east-1:123456789012:schedule-group/shop", null)] // an open slash is one of the path
    [InlineData("PATCH", "/schedules/nightly", null)]
    public void A_verb_and_a_path_name_an_operation(string method, string path, string? operation) =>
        Assert.Equal(operation, RestJsonProtocol.Find(Model, Request(method, path))?.Name);

    [Fact]
    public void Members_come_from_the_path_the_query_and_the_body()
    {
        var get = Request("GET", "/schedules/a%20b", ("groupName", "shop"));
        var decoded = new RestJsonProtocol().Decode(RestJsonProtocol.Find(Model, get)!, Model, get);
        Assert.Equal("""{"GroupName":"shop","Name":"a b"}""", decoded.ToJsonString());
        var list = Request("GET", "/schedules", ("MaxResults", "7"), ("ScheduleGroup", "shop"));
        Assert.Equal("""{"GroupName":"shop","MaxResults":7}""", new RestJsonProtocol().Decode(RestJsonProtocol.Find(Model, list)!, Model, list).ToJsonString());
        var create = Request("POST", "/schedules/nightly") with { Body = """{"StartDate":1793491200,"ActionAfterCompletion":"NONE","State":null}""" };
        Assert.Equal("""{"StartDate":1793491200,"ActionAfterCompletion":"NONE","Name":"nightly"}""", new RestJsonProtocol().Decode(RestJsonProtocol.Find(Model, create)!, Model, create).ToJsonString());
    }

    [Fact]
    public void An_error_has_its_name_in_a_header_and_its_status_from_the_model()
    {
        var answer = new RestJsonProtocol().Error(Model, new ServiceErrorException("ResourceNotFoundException", "no schedule"), "request-1");
        Assert.Equal((404, "ResourceNotFoundException", """{"Message":"no schedule"}"""), (answer.Status, answer.Headers["x-amzn-ErrorType"], answer.Body));
    }

    private static ArrivedRequest Request(string method, string path, params (string Name, string Value)[] query) =>
        new(method, path, [.. query.Select(field => KeyValuePair.Create(field.Name, field.Value))], new HeaderDictionary(), "");
}
