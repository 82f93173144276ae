using System.Reflection;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CostTool.AwsSdk.Runtime;

namespace CostTool.AwsSdk.Tests.Conformance;

/// <summary>Every shape of this project against AWS's own models; a service is a row.</summary>
public sealed class ServiceModelTests
{
    /// <summary>The folder of the model, the class of the operations, the namespace of the shapes.</summary>
    public static TheoryData<string, string, string> Services => new()
    {
        { "athena", "Amazon.Athena.AthenaOperations", "Amazon.Athena.Model" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public void The_service_is_addressed_as_its_model_says(string folder, string operations, string shapes)
    {
        var (service, metadata) = (Field<AwsService>(operations), ServiceModel.Of(folder).Metadata);
        Assert.StartsWith("Amazon.", shapes, StringComparison.Ordinal);
        Assert.Equal(ServiceModel.Text(metadata, "serviceId"), service.ServiceId);
        Assert.Equal(ServiceModel.Text(metadata, "endpointPrefix"), service.EndpointPrefix);
        Assert.Equal(ServiceModel.Text(metadata, "signingName") is { Length: > 0 } name ? name : service.EndpointPrefix, service.SigningName);
        Assert.Equal(ServiceModel.Text(metadata, "apiVersion"), service.Version);
        Assert.Equal("v4", ServiceModel.Text(metadata, "signatureVersion"));
        Assert.Equal("json", ServiceModel.Text(metadata, "protocol"));
        Assert.Equal(ServiceModel.Text(metadata, "targetPrefix"), service.JsonTarget);
        Assert.Equal(ServiceModel.Text(metadata, "jsonVersion"), service.JsonVersion);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_request_and_answer_has_the_members_and_types_of_its_shape(string folder, string operations, string shapes)
    {
        var model = ServiceModel.Of(folder);
        var comparison = new ShapeComparison(model);
        var all = ServiceOperation.Of(Load(operations));
        Assert.NotEmpty(all);
        foreach (var operation in all)
        {
            var modelled = model.Operation(operation.Name);
            Assert.True(modelled is not null, $"the model has no operation {operation.Name}");
            Assert.Equal(($"{shapes}.{operation.Name}Request", $"{shapes}.{operation.Name}Response"), (operation.Request.Type.FullName, operation.Response.Type.FullName));
            comparison.Request(operation.Request, modelled.Value.GetProperty("input").GetProperty("shape").GetString()!);
            if (ServiceModel.Member(modelled.Value, "output") is { } output) comparison.Structure(operation.Response, output.GetProperty("shape").GetString()!);
            else Assert.Empty(operation.Response.Properties);
        }

        Assert.Empty(comparison.Differences);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_error_of_an_operation_has_its_exception(string folder, string operations, string shapes)
    {
        var model = ServiceModel.Of(folder);
        var comparison = new ShapeComparison(model);
        var made = Field<ServiceErrors>(operations).ByCode;
        foreach (var operation in ServiceOperation.Of(Load(operations)))
            foreach (var shape in model.Operation(operation.Name)!.Value.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("shape").GetString()!))
            {
                Assert.Contains(shape, made);
                var type = typeof(AwsService).Assembly.GetType($"{shapes}.{shape}");
                Assert.True(type is not null && type.IsAssignableTo(typeof(AmazonServiceException)), $"{shapes}.{shape} is missing");
                comparison.Exception(type, shape);
            }

        Assert.Empty(comparison.Differences);
    }

    [Fact]
    public void A_request_that_differs_from_its_shape_is_told()
    {
        var comparison = new ShapeComparison(ServiceModel.Of("athena"));
        comparison.Request(AthenaOperations.GetQueryResults.Request, "StartQueryExecutionInput");
        Assert.Contains("GetQueryResultsRequest.NextToken: StartQueryExecutionInput has no such member", comparison.Differences);
        Assert.Contains("GetQueryResultsRequest: required QueryString is missing", comparison.Differences);
    }

    [Fact]
    public void A_member_of_another_type_is_told()
    {
        var comparison = new ShapeComparison(ServiceModel.Of("athena"));
        // MaxResults is a number of rows here and a text nowhere; Row and Datum stand for each other's place.
        comparison.Structure(AthenaOperations.GetQueryResults.Request.Options.GetTypeInfo(typeof(Row)), "Datum");
        comparison.Structure(AthenaOperations.GetQueryResults.Request.Options.GetTypeInfo(typeof(QueryExecutionStatus)), "WorkGroup");
        Assert.Contains("Row.Data: Datum has no such member", comparison.Differences);
        Assert.Contains(comparison.Differences, line => line.StartsWith("QueryExecutionState.", StringComparison.Ordinal));
    }

    private static Type Load(string name) => typeof(AwsService).Assembly.GetType(name, throwOnError: true)!;

    private static T Field<T>(string operations) =>
        (T)Load(operations).GetFields(BindingFlags.Public | BindingFlags.Static).Single(field => field.FieldType == typeof(T)).GetValue(null)!;
}
