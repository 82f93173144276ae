using System.Reflection;
using System.Text.Json;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CostTool.AwsDouble.Models;
using CostTool.AwsSdk.Runtime;

namespace CostTool.AwsSdk.Tests.Conformance;

/// <summary>Every shape of this project against AWS's own models; a service is a row.</summary>
public sealed class ServiceModelTests
{
    /// <summary>The folder of the model, the class of the operations, the namespace of the shapes.</summary>
    public static TheoryData<string, string, string> Services => new()
    {
        { "athena", "Amazon.Athena.AthenaOperations", "Amazon.Athena.Model" },
        { "ecs", "Amazon.ECS.ECSOperations", "Amazon.ECS.Model" },
        { "scheduler", "Amazon.Scheduler.SchedulerOperations", "Amazon.Scheduler.Model" },
        { "stepfunctions", "Amazon.StepFunctions.StepFunctionsOperations", "Amazon.StepFunctions.Model" },
        { "iam", "Amazon.IdentityManagement.IdentityManagementOperations", "Amazon.IdentityManagement.Model" },
        { "logs", "Amazon.CloudWatchLogs.CloudWatchLogsOperations", "Amazon.CloudWatchLogs.Model" },
        { "events", "Amazon.EventBridge.EventBridgeOperations", "Amazon.EventBridge.Model" },
        { "sns", "Amazon.SimpleNotificationService.SimpleNotificationServiceOperations", "Amazon.SimpleNotificationService.Model" },
        { "cloudwatch", "Amazon.CloudWatch.CloudWatchOperations", "Amazon.CloudWatch.Model" },
        { "ce", "Amazon.CostExplorer.CostExplorerOperations", "Amazon.CostExplorer.Model" },
        { "pricing", "Amazon.Pricing.PricingOperations", "Amazon.Pricing.Model" },
        { "service-quotas", "Amazon.ServiceQuotas.ServiceQuotasOperations", "Amazon.ServiceQuotas.Model" },
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
        Assert.Equal(ServiceModel.Member(metadata, "globalEndpoint") is not null, service.Global);
        var protocol = ServiceModel.Text(metadata, "protocol");
        Assert.All(ServiceOperation.Of(Load(operations)), operation => Assert.Equal(protocol, operation.Protocol));
        if (protocol != "json") return;
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
            Wire(operation, modelled.Value, model);
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
            foreach (var shape in ServiceModel.Items(model.Operation(operation.Name)!.Value, "errors").Select(error => error.GetProperty("shape").GetString()!))
            {
                var query = ServiceModel.Text(model.Metadata, "protocol") == "query";
                Assert.Contains(query && ServiceModel.Member(model.Shape(shape), "error") is { } error ? ServiceModel.Text(error, "code") : shape, made);
                // The SDK ends every name of an exception alike.
                var name = shape.EndsWith("Exception", StringComparison.Ordinal) ? shape : (shape.EndsWith("Fault", StringComparison.Ordinal) ? shape[..^"Fault".Length] : shape) + "Exception";
                var type = typeof(AwsService).Assembly.GetType($"{shapes}.{name}");
                Assert.True(type is not null && type.IsAssignableTo(typeof(AmazonServiceException)), $"{shapes}.{name} is missing");
                comparison.Exception(type, shape);
            }

        Assert.Empty(comparison.Differences);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Members_that_the_SDK_fills_with_a_token_are_filled(string folder, string operations, string shapes)
    {
        var model = ServiceModel.Of(folder);
        foreach (var operation in ServiceOperation.Of(Load(operations)))
        {
            var members = model.Shape(model.Operation(operation.Name)!.Value.GetProperty("input").GetProperty("shape").GetString()!).GetProperty("members").EnumerateObject();
            var modelled = members.Where(member => ServiceModel.Member(member.Value, "idempotencyToken") is { ValueKind: JsonValueKind.True }).Select(member => member.Name).SingleOrDefault();
            // Newer than Debian's models, like the member itself.
            if (shapes == "Amazon.ECS.Model" && operation.Name == "RunTask") modelled = "clientToken";
            Assert.Equal(modelled, operation.Token);
        }
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

    /// <summary>Path, verb and query of a REST operation; the wrapper and the unnamed lists of a Query operation.</summary>
    private static void Wire(ServiceOperation operation, JsonElement modelled, ServiceModel model)
    {
        var http = modelled.GetProperty("http");
        if (operation.Protocol == "query")
        {
            if (ServiceModel.Member(modelled, "output") is { } output) Assert.Equal($"{operation.Name}Result", ServiceModel.Text(output, "resultWrapper"));
            return;
        }

        Assert.Equal((ServiceModel.Text(http, "method"), ServiceModel.Text(http, "requestUri")), (operation.Method, operation.Path));
        var members = model.Shape(modelled.GetProperty("input").GetProperty("shape").GetString()!).GetProperty("members").EnumerateObject();
        var query = members.Where(member => ServiceModel.Text(member.Value, "location") == "querystring").Select(member => (member.Name, ServiceModel.Text(member.Value, "locationName")));
        Assert.Equal(query.Order(), operation.Query.Order());
    }

    private static Type Load(string name) => typeof(AwsService).Assembly.GetType(name, throwOnError: true)!;

    private static T Field<T>(string operations) =>
        (T)Load(operations).GetFields(BindingFlags.Public | BindingFlags.Static).Single(field => field.FieldType == typeof(T)).GetValue(null)!;
}
